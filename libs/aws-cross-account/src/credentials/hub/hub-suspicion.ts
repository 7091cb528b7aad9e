import { type AssumeRoleDeniedError, HubCredentialsError } from '../../errors/credential.errors.js';
import type { Clock } from '../clock.js';
import type { CredentialEvents } from '../events.js';
import { isDenial } from '../renewal/unreachable.js';

const WINDOW_MS = 60_000;
const FEWEST_ROLES = 5;
/** More roles than that say no more. */
const MOST_ROLES = 10_000;

export interface Suspicion {
  readonly deniedRoles: number;
  readonly triedRoles: number;
}

/**
 * Whether it is the hub role that lost its permission, rather than each member role: more than half of the roles that were tried
 * in the last minute, and at least five, were denied.
 */
export class HubSuspicion {
  /** By session, the latest last. */
  readonly #outcomes = new Map<string, { readonly denied: boolean; readonly at: number }>();
  #denied = 0;
  #suspected = false;

  /** @param events where it is said when a suspicion arises */
  constructor(
    private readonly clock: Clock,
    private readonly events: CredentialEvents,
  ) {}

  note(key: string, denied: boolean): void {
    this.#drop(key);
    this.#outcomes.set(key, { denied, at: this.clock.monotonic() });
    if (denied) this.#denied += 1;
    const { current } = this;
    if (current && !this.#suspected) this.events.publish('hubRoleSuspected', current);
    this.#suspected = current !== undefined;
  }

  /** While most roles are denied, the denial of one says nothing about that one. */
  explain(error: unknown): unknown {
    const suspicion = this.current;
    if (!suspicion || !isDenial(error)) return error;
    return hubError(suspicion, error);
  }

  /** What denials are explained by now; undefined while each is taken for one of its role. */
  get explanation(): HubCredentialsError | undefined {
    return this.current && hubError(this.current);
  }

  get current(): Suspicion | undefined {
    this.#prune();
    const suspicion = { deniedRoles: this.#denied, triedRoles: this.#outcomes.size };
    const suspected = suspicion.triedRoles >= FEWEST_ROLES && this.#denied > suspicion.triedRoles / 2;
    return suspected ? suspicion : undefined;
  }

  #prune(): void {
    const oldest = this.clock.monotonic() - WINDOW_MS;
    for (const [key, { at }] of this.#outcomes) {
      if (at > oldest && this.#outcomes.size <= MOST_ROLES) return;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    if (this.#outcomes.get(key)?.denied) this.#denied -= 1;
    this.#outcomes.delete(key);
  }
}

function hubError(
  { deniedRoles, triedRoles }: Suspicion,
  cause?: AssumeRoleDeniedError,
): HubCredentialsError {
  return new HubCredentialsError(
    `STS denied ${deniedRoles} of the ${triedRoles} roles that were tried in the last minute, so the hub role itself seems to ` +
      'have lost the permission to assume them.',
    cause ? { cause } : {},
  );
}
