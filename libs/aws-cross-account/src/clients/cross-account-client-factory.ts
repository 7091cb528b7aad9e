import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { CredentialCache } from '../credentials/cache/credential-cache.js';
import { selfMemoized } from '../credentials/cache/memoized-provider.js';
import { minValidMs } from '../credentials/cache/min-valid.js';
import { orAborted } from '../credentials/cache/or-aborted.js';
import type { Clock } from '../credentials/clock.js';
import type { HubAccount } from '../credentials/hub/hub-account.js';
import type { CredentialNeed } from '../credentials/renewal/renewing-record.js';
import type { HubProbe } from '../credentials/hub/hub-probe.js';
import { pageOf, type RoleSessionPage } from '../credentials/diagnostics/role-session-page.js';
import { checkedQuery, type RoleSessionQuery } from '../credentials/diagnostics/role-session-query.js';
import { FactoryClosedError, InvalidClientConfigError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import { accountIdProblem, isAccountId } from '../target/account-id.js';
import type { AccountTarget } from '../target/account-target.js';
import type { CompleteTarget } from '../target/complete-target.js';
import type { ResolvedTarget } from '../target/resolved-target.js';
import type { TargetResolver } from '../target/target-resolver.js';
import type { AccessGate } from './access-gate.js';
import type { AccessPredicates } from './access-predicates.js';
import type { ClientBuilder, ClientIdentity } from './client-builder.js';
import type { ClientCache, ClientPlaceKey } from './client-cache.js';
import type { ClientClass } from './client-class.js';
import { clientConfigKey } from './client-config.js';
import type { ClientConfig, HubClientOptions } from './client-options.js';
import type { AssumedSession, AssumeOptions, CredentialRequirements } from './assumed-session.js';
import { accountReach } from './account-reach.js';
import { type FactoryHealth, hubRoleHealth } from './factory-health.js';
import type { FactoryStats } from './factory-stats.js';
import type { HubRole } from './hub-role.js';
import type { StsCondition } from './sts-condition.js';
import type { Transport } from './transport.js';

/** @internal What a factory is made of; `openFactory` makes it. */
export interface FactoryParts {
  readonly targets: TargetResolver;
  readonly predicates: AccessPredicates;
  readonly gate: AccessGate;
  readonly hubAccount: HubAccount;
  readonly credentials: CredentialCache;
  readonly clients: ClientCache;
  readonly builder: ClientBuilder;
  readonly hub: HubRole;
  readonly transport: Pick<Transport, 'waiting'>;
  readonly sts: StsCondition;
  readonly hubProbe: HubProbe;
  readonly close: () => Promise<void>;
  readonly clock: Clock;
}

/**
 * Hands out AWS SDK clients and credentials for any account that trusts the hub role.
 *
 * One for the application. Clients are cached by class, region, role session and configuration; credentials by role session,
 * shared by every client, region and service. Safe for concurrent use: however many callers need a session at the same time,
 * AssumeRole is called once.
 *
 * Clients are kept by the factory: `destroy()` on one does nothing, and none needs to be closed.
 */
export class CrossAccountClientFactory {
  /** Private to the language, not only to the compiler: whoever prints a factory sees no options and no keys. */
  readonly #parts: FactoryParts;
  #closed = false;

  /** @internal */
  constructor(parts: FactoryParts) {
    this.#parts = parts;
  }

  /** @internal What decides who may enter an account context. */
  get gate(): AccessGate {
    return this.#parts.gate;
  }

  /** @internal The account that the hub role is in. Rejects with what GetCallerIdentity failed with. */
  hubAccountId(): Promise<string> {
    return this.#parts.hubAccount.id();
  }

  /** @internal Whether a value is the name of a region that targets may have. */
  isRegion(value: unknown): value is string {
    return this.#parts.targets.isRegion(value);
  }

  /**
   * The client of a class for an account. Synchronous and without network: the role is assumed at the client's first request.
   *
   * @param ClientClass any client class of the AWS SDK v3, or what `wrapClient` made
   * @param target `{ accountId, region? }`, or `{ roleArn, region? }`, and any field of a role session
   * @param config plain values for this client, such as `{ maxAttempts: 2 }`; part of what it is cached by
   * @throws InvalidTargetError, NoHubRoleForPartitionError, TargetRefusedError, InvalidClientClassError,
   * InvalidClientConfigError, FactoryClosedError; where a rule of the option `access` is a function, requests of the client
   * reject with TargetRefusedError as soon as it says no
   */
  get<T extends object>(ClientClass: ClientClass<T>, target: AccountTarget, config?: ClientConfig): T {
    this.#checkOpen();
    const place = this.#parts.targets.resolve(target);
    const configKey = config && clientConfigKey(config, 'config');
    const known = this.#parts.clients.find(ClientClass, place, configKey);
    if (known) return known as T;
    const identity = { region: place.region, credentials: this.#providerOf(place), place };
    return this.#build(ClientClass, place, configKey, identity, config);
  }

  /**
   * The hub role's own client: it works in the account that the application itself runs in.
   *
   * @param options `region` (default: the module's), and plain values for this client
   * @throws InvalidTargetError, InvalidClientClassError, InvalidClientConfigError, FactoryClosedError
   */
  getHubClient<T extends object>(ClientClass: ClientClass<T>, options: HubClientOptions = {}): T {
    this.#checkOpen();
    const { region, ...config } = hubOptions(options);
    const place = this.#parts.hub.placeIn(region);
    const configKey = clientConfigKey(config, 'options');
    const known = this.#parts.clients.find(ClientClass, place, configKey);
    if (known) return known as T;
    const identity = { region: place.region, credentials: this.#parts.hub.credentials, place: undefined };
    return this.#build(ClientClass, place, configKey, identity, config);
  }

  /**
   * A credential provider of the SDK for an account: for signers, database tokens and other libraries. It answers from the
   * cache, so call it each time; do not keep what it answers. Every answer is a new object.
   *
   * @param options `minValidSeconds`: how long the credentials must still be valid, for what is made with them and used
   * later, such as a presigned URL; they are renewed first if they are not
   * @throws InvalidTargetError, NoHubRoleForPartitionError, TargetRefusedError, SessionTooShortError, FactoryClosedError; the
   * provider itself rejects with TargetRefusedError and the errors of AssumeRole
   */
  getCredentials(
    target: AccountTarget,
    { minValidSeconds }: CredentialRequirements = {},
  ): AwsCredentialIdentityProvider {
    this.#checkOpen();
    const place = this.#parts.targets.resolve(target);
    return this.#providerOf(place, { minValidMs: minValidMs(minValidSeconds, place.session) });
  }

  /**
   * Makes sure that the role session of a target can be had, assuming it now if it is not held.
   *
   * @param options `fresh`: assume the role anew, even if the session is held; `minValidSeconds`: as of `getCredentials`;
   * `patient`: others go first, where the pace of STS is short; `signal`: stops this caller's wait, with the signal's reason, and nobody else's
   * @throws as `get`; SessionTooShortError, AssumeRoleDeniedError, AssumeRoleRejectedError, HubCredentialsError,
   * AccountCredentialsError, WrongAccountError, StsThrottledError, StsUnavailableError, StsRegionDisabledError
   */
  async assume(
    target: AccountTarget,
    { minValidSeconds, fresh = false, patient = false, signal }: AssumeOptions = {},
  ): Promise<AssumedSession> {
    this.#checkOpen();
    signal?.throwIfAborted();
    const place = this.#parts.targets.resolve(target);
    const { accountId, session, sessionKey } = place;
    const need = { minValidMs: minValidMs(minValidSeconds, session), fresh, patient };
    const obtain = () => this.#parts.credentials.get(sessionKey, session, need);
    const credentials = await orAborted(this.#parts.predicates.before(place, obtain)(), signal);
    const roleArn = session.kind === 'assume-role' ? session.roleArn : undefined;
    const { sessionArn } = credentials;
    const { clock } = this.#parts;
    return {
      accountId,
      roleArn,
      sessionArn,
      expiration: credentials.expiration(clock.monotonic(), clock.now()),
    };
  }

  /**
   * Forgets one role session: its credentials and its clients in all regions. Clients that are already held assume the role
   * anew at their next request. Credentials that were handed out stay valid at AWS until they expire: this revokes nothing.
   * Works for targets that the option `access` keeps out, too.
   */
  invalidate(target: AccountTarget): void {
    const { sessionKey } = this.#parts.targets.locate(target);
    this.#parts.credentials.forget(sessionKey);
    this.#parts.clients.forget(sessionKey);
  }

  /** Forgets every role session in an account, as `invalidate` does for one. */
  invalidateAccount(accountId: string): void {
    if (!isAccountId(accountId)) throw new InvalidTargetError('accountId', accountIdProblem(accountId));
    this.#parts.credentials.forgetAccount(accountId);
    this.#parts.clients.forgetAccount(accountId);
  }

  /**
   * @internal The target with every default applied, which this factory takes for the same role session wherever it is given.
   * @throws InvalidTargetError, NoHubRoleForPartitionError
   */
  complete(target: AccountTarget): CompleteTarget {
    return this.#parts.targets.complete(target);
  }

  stats(): FactoryStats {
    const { clients, credentials, sts, transport } = this.#parts;
    return {
      clients: { ...clients.stats(), waiting: transport.waiting },
      credentials: credentials.stats(),
      sts: sts.stats(),
    };
  }

  /**
   * Role sessions, by the order in which they were first needed: page after page, for a console or an admin route. Nothing secret is in
   * it, and nothing is asked of AWS or counted as a use.
   *
   * A page is of one moment, and two pages are of two. A session that is known from the first page to the last is on exactly one of
   * them; one that is forgotten or evicted meanwhile may be missed, and one that comes meanwhile is on a later page.
   *
   * @throws InvalidQueryError
   */
  sessions(query: RoleSessionQuery = {}): RoleSessionPage {
    return pageOf(this.#parts.credentials.statuses(), checkedQuery(query));
  }

  /** Whether the hub role, STS and the accounts that were worked in can be used, from what is known: nothing is asked of AWS. */
  health(): FactoryHealth {
    const { credentials, sts, clock } = this.#parts;
    return {
      hubRole: hubRoleHealth(sts.hubRole, credentials.suspicion, clock.now()),
      ...sts.health(),
      accounts: accountReach(credentials.statuses('ours'), clock.now()),
    };
  }

  /**
   * Asks STS who the hub role is (GetCallerIdentity, once), so that `health` knows. However many ask, one call is under way, and nobody
   * waits for it longer than 3 s, its wait for the pace and for the hub role's credentials included; then `health` says what is known.
   *
   * @param minIntervalMs an answer that is not older is answered again, a failure included. Default 30000
   * @throws HubCredentialsError, StsUnavailableError, StsThrottledError, StsBusyError, FactoryClosedError
   */
  probe(minIntervalMs = 30_000): Promise<void> {
    return this.#parts.hubProbe.run(minIntervalMs);
  }

  /**
   * Hands out nothing any more and refuses new requests with FactoryClosedError, waits for those that are under way, for
   * `shutdownSeconds` at most, cuts the rest likewise, and resolves when the connections are closed. The module calls it when
   * the application shuts down; twice is harmless.
   */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#parts.close();
  }

  #build<T extends object>(
    ClientClass: ClientClass<T>,
    place: ClientPlaceKey,
    configKey: string | undefined,
    identity: ClientIdentity,
    config: ClientConfig | undefined,
  ): T {
    const client = this.#parts.builder.build(ClientClass, identity, config);
    this.#parts.clients.add(ClientClass, place, configKey, client);
    return client;
  }

  #providerOf(place: ResolvedTarget, need?: CredentialNeed): AwsCredentialIdentityProvider {
    const { credentials, predicates } = this.#parts;
    const { sessionKey, session } = place;
    return selfMemoized(predicates.before(place, () => credentials.identity(sessionKey, session, need)));
  }

  #checkOpen(): void {
    if (this.#closed) throw new FactoryClosedError();
  }
}

function hubOptions(options: unknown): HubClientOptions {
  if (typeof options === 'object' && options !== null) return options as HubClientOptions;
  throw new InvalidClientConfigError(
    'options',
    `expected an object such as { region: 'eu-west-1' }, got ${describeValue(options)}.`,
  );
}
