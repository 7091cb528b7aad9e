import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { type AssumeRolePlace, StsUnavailableError, WrongAccountError } from '../errors/credential.errors.js';
import type { AccountSession, ProvidedSession, RoleSession } from '../target/role-session.js';
import { assumeRoleInput } from './assume-role-input.js';
import type { Clock } from './clock.js';
import { selfMemoized } from './memoized-provider.js';
import { SessionCredentials } from './session-credentials.js';
import { classifyStsError } from './sts-error-class.js';
import { withTimeLimit } from './time-limit.js';

/** One call, from its first byte sent to its last byte read. The engine, not the SDK, tries again. */
const CALL_TIMEOUT_MS = 3_000;
const HOUR_MS = 3_600_000;

/** The only file that speaks to STS. */
export class Sts {
  readonly #client: STSClient;
  readonly #config: STSClientConfig;
  #hubIdentity: AwsCredentialIdentity | undefined;

  /** @param config region, endpoint and the HTTP handler */
  constructor(
    config: STSClientConfig,
    private readonly hub: AwsCredentialIdentityProvider,
    private readonly clock: Clock,
  ) {
    this.#config = { ...config, maxAttempts: 1 };
    this.#client = new STSClient({
      ...this.#config,
      credentials: selfMemoized(async () => this.#hubIdentity ?? hub()),
    });
  }

  /**
   * Calls AssumeRole once.
   *
   * @param caller who signs, if not the hub role: the session of the role on the way
   * @throws the classes of `credential.errors`; also WrongAccountError when the answer is for another account
   */
  async assumeRole(session: RoleSession, caller?: AwsCredentialIdentity): Promise<SessionCredentials> {
    const command = new AssumeRoleCommand(assumeRoleInput(session));
    const client = caller ? new STSClient({ ...this.#config, credentials: caller }) : await this.#asHubRole();
    const answer = await this.#call(session, (options) => client.send(command, options));
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    const sessionArn = answer.AssumedRoleUser?.Arn;
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !sessionArn) {
      throw new StsUnavailableError('the answer holds no credentials', { place: placeOf(session) });
    }
    checkAccount(sessionArn, session);
    const issuedAt = this.clock.now();
    return new SessionCredentials({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      accountId: session.accountId,
      sessionArn,
      issuedAt,
      expiresAt: checkedExpiry(Expiration, issuedAt, session),
    });
  }

  /**
   * Takes credentials that were provided, not assumed, after GetCallerIdentity has answered whose they are.
   *
   * @throws WrongAccountError when they are another account's
   */
  async adopt(session: ProvidedSession, identity: AwsCredentialIdentity): Promise<SessionCredentials> {
    const client = new STSClient({ ...this.#config, credentials: identity });
    const answer = await this.#call(session, (options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    );
    checkAccount(answer.Arn ?? '', session);
    const issuedAt = this.clock.now();
    return new SessionCredentials({
      accessKeyId: identity.accessKeyId,
      secretAccessKey: identity.secretAccessKey,
      sessionToken: identity.sessionToken,
      accountId: session.accountId,
      sessionArn: answer.Arn ?? '',
      issuedAt,
      expiresAt: identity.expiration?.getTime() ?? issuedAt + HOUR_MS,
    });
  }

  /** The hub's credentials have a time limit of their own, which may be a person's. The call is then signed with what was obtained. */
  async #asHubRole(): Promise<STSClient> {
    this.#hubIdentity = await this.hub();
    return this.#client;
  }

  async #call<T>(
    session: AccountSession,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    try {
      return await withTimeLimit(CALL_TIMEOUT_MS, this.clock, (abortSignal) => send({ abortSignal }));
    } catch (error) {
      throw classifyStsError(error, placeOf(session));
    }
  }
}

function placeOf(session: AccountSession): AssumeRolePlace {
  const { accountId } = session;
  if (session.kind === 'provided') return { accountId };
  const { roleArn, externalId, via } = session;
  return { accountId, roleArn, externalIdSent: externalId !== undefined, isChained: via !== undefined };
}

function checkAccount(arn: string, session: AccountSession): void {
  const actual = arn.split(':')[4] ?? '';
  if (actual !== session.accountId) throw new WrongAccountError(actual, placeOf(session));
}

/** A session that has no end, or ends before it begins or after the longest that STS gives, is no session. */
function checkedExpiry(expiration: Date | undefined, issuedAt: number, session: RoleSession): number {
  const expiresAt = expiration?.getTime() ?? Number.NaN;
  const longest = issuedAt + 13 * HOUR_MS;
  if (expiresAt > issuedAt && expiresAt <= longest) return expiresAt;
  throw new StsUnavailableError("the answer's expiration is missing, past or absurd", {
    place: placeOf(session),
  });
}
