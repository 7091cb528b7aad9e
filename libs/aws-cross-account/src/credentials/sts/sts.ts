import type { AwsCredentialIdentity } from '@smithy/types';
import {
  type AssumeRolePlace,
  HubCredentialsError,
  StsUnavailableError,
  ViaCredentialsError,
  WrongAccountError,
} from '../../errors/credential.errors.js';
import { UpstreamError } from '../../errors/upstream.error.js';
import { isAccountId } from '../../target/account-id.js';
import type { AccountSession, ProvidedSession, RoleSession } from '../../target/role-session.js';
import type { Clock } from '../clock.js';
import { type Life, plannedLife, type Windows } from '../renewal/refresh-policy.js';
import type { Asked } from '../renewal/renewal-port.js';
import type { ServerTime } from '../server-time.js';
import { SessionCredentials } from '../session-credentials.js';
import { assumeRoleInput } from './assume-role-input.js';
import type { StsCaller } from './sts-caller.js';
import type { CallOptions, StsClient } from './sts-client.js';

const HOUR_MS = 3_600_000;
/** The longest that STS gives is 12 hours. */
const LONGEST_LIFE_MS = 13 * HOUR_MS;

/** Credentials that calls of STS are signed with, and where to say that STS did not take them. */
export interface Caller {
  get(): Promise<AwsCredentialIdentity>;
  /** @returns whether another try can help */
  reject(accessKeyId: string, answer: 'expired' | 'unknown'): boolean;
}

export interface StsParts {
  readonly caller: StsCaller<StsClient>;
  readonly clock: Clock;
  readonly time: ServerTime;
  readonly windows: Windows;
}

/** What is asked of STS, and what is believed of its answers. */
export class Sts {
  constructor(private readonly parts: StsParts) {}

  /** @throws the classes of `credential.errors`; also WrongAccountError when the answer is for another account */
  async assumeRole(session: RoleSession, asked: Asked, caller: Caller): Promise<SessionCredentials> {
    const input = assumeRoleInput(session);
    const answer = await this.#signed(caller, (identity) =>
      this.#send(session, asked, { caller, identity }, (client, options) =>
        client.assumeRole(input, options),
      ),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    const sessionArn = answer.AssumedRoleUser?.Arn;
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !sessionArn) {
      throw new StsUnavailableError('the answer holds no credentials', { place: placeOf(session) });
    }
    checkAccount(sessionArn, session);
    return new SessionCredentials({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      accountId: session.accountId,
      sessionArn,
      life: this.#lifeUntil(Expiration, session),
    });
  }

  /**
   * Takes credentials that were provided, not assumed, after GetCallerIdentity has answered whose they are.
   *
   * @param caller provides them
   * @param lifeOf throws when they have expired
   * @throws WrongAccountError when they are another account's
   */
  adopt(
    session: ProvidedSession,
    asked: Asked,
    caller: Caller,
    lifeOf: (identity: AwsCredentialIdentity) => Life,
  ): Promise<SessionCredentials> {
    return this.#signed(caller, async (identity) => {
      const life = lifeOf(identity);
      const { Arn = '' } = await this.#send(session, asked, { caller, identity }, (client, options) =>
        client.getCallerIdentity(options),
      );
      checkAccount(Arn, session);
      return new SessionCredentials({
        accessKeyId: identity.accessKeyId,
        secretAccessKey: identity.secretAccessKey,
        sessionToken: identity.sessionToken,
        accountId: session.accountId,
        sessionArn: Arn,
        life,
      });
    });
  }

  /**
   * The account that a caller's own credentials are of.
   *
   * @param asked without somebody who waits for it, it is tried once
   */
  async accountOf(caller: Caller, asked: Asked = { first: true, awaited: true }): Promise<string> {
    const { Account } = await this.#signed(caller, (identity) =>
      this.#send(undefined, asked, { caller, identity }, (client, options) =>
        client.getCallerIdentity(options),
      ),
    );
    if (isAccountId(Account)) return Account;
    throw new StsUnavailableError('the answer names no account', { place: {} });
  }

  /** Once more with other keys, if STS does not take the first ones and there are others. */
  async #signed<T>(caller: Caller, send: (identity: AwsCredentialIdentity) => Promise<T>): Promise<T> {
    const identity = await caller.get();
    try {
      return await send(identity);
    } catch (error) {
      const answer = refusedKey(error);
      if (!answer || !caller.reject(identity.accessKeyId, answer)) throw error;
      const other = await caller.get();
      if (other.accessKeyId === identity.accessKeyId) throw error;
      return send(other);
    }
  }

  #send<T>(
    session: AccountSession | undefined,
    { first, awaited, hurry }: Asked,
    signer: Pick<CallOptions, 'caller' | 'identity'>,
    send: (client: StsClient, options: CallOptions) => Promise<T>,
  ): Promise<T> {
    return this.parts.caller.call({
      urgency: first ? (hurry ? 'patient' : 'first-use') : 'renewal',
      hurry,
      awaited,
      place: placeOf(session),
      send: (client, signal) => send(client, { ...signer, signal }),
    });
  }

  /** A session that has no end, or ends before it begins or after the longest that STS gives, is no session. */
  #lifeUntil(expiration: Date | undefined, session: RoleSession): Life {
    const { clock, time, windows } = this.parts;
    const left = (expiration?.getTime() ?? Number.NaN) - time.now();
    if (left > 0 && left <= LONGEST_LIFE_MS) {
      const now = clock.monotonic();
      return plannedLife(now, now + left, windows, clock.random());
    }
    throw new StsUnavailableError("the answer's expiration is missing, past or absurd", {
      place: placeOf(session),
    });
  }
}

const EXPIRED_CODES = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const UNKNOWN_CODES = new Set(['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId']);

function refusedKey(error: unknown): 'expired' | 'unknown' | undefined {
  const ofCaller = error instanceof HubCredentialsError || error instanceof ViaCredentialsError;
  if (!ofCaller || !(error.cause instanceof UpstreamError)) return undefined;
  if (EXPIRED_CODES.has(error.cause.upstreamCode)) return 'expired';
  return UNKNOWN_CODES.has(error.cause.upstreamCode) ? 'unknown' : undefined;
}

/** Without a session, the call is about the caller itself. */
function placeOf(session: AccountSession | undefined): AssumeRolePlace {
  if (!session) return {};
  const { accountId } = session;
  if (session.kind === 'provided') return { accountId };
  const { roleArn, externalId, via } = session;
  return { accountId, roleArn, externalIdSent: externalId !== undefined, isChained: via !== undefined };
}

function checkAccount(arn: string, session: AccountSession): void {
  const actual = arn.split(':')[4] ?? '';
  if (actual !== session.accountId) throw new WrongAccountError(actual, placeOf(session));
}
