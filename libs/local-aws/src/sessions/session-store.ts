import type { RandomBytes } from '../data/random.js';
import type { Caller } from '../policy/caller.js';
import { mintKeys } from './mint-keys.js';
import type { Session } from './session.js';

/** Above this many, the oldest sessions are forgotten: their keys are then unknown instead of expired. */
const CAPACITY = 200_000;

/** Every session that has been issued, by access key id. Expired ones stay, so that they are told so. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly random: RandomBytes) {}

  issue(caller: Caller, expiresAt: number): Session {
    const session: Session = { keys: mintKeys(this.random), caller, expiresAt, signingKeys: new Map() };
    this.#sessions.set(session.keys.accessKeyId, session);
    if (this.#sessions.size > CAPACITY) this.#dropOldest();
    return session;
  }

  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  /** The first one is the hub's, which programs hold for as long as the server runs. */
  #dropOldest(): void {
    const [, oldest] = this.#sessions.keys();
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }
}
