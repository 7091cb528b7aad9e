import type { AwsCredentialIdentity } from '@smithy/types';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../credentials/clock.js';
import type { CredentialSource } from '../credentials/credential-source.js';
import { sessionKey } from '../target/role-session.js';
import type { CredentialRejections } from './credential-rejections.js';

/** Beside the credential cache: which key is the newest of each session, so that only that one, once refused, is forgotten. */
export class NewestKeys implements CredentialRejections {
  readonly #newest = new LRUCache<string, AwsCredentialIdentity>({ max: 20_000 });

  constructor(
    private readonly clock: Clock,
    private readonly forget: (sessionKey: string) => void,
  ) {}

  noting(source: CredentialSource): CredentialSource {
    return async (session) => {
      const credentials = await source(session);
      this.#newest.set(sessionKey(session), credentials.toIdentity());
      return credentials;
    };
  }

  reject(sessionKey: string, accessKeyId: string): boolean {
    if (this.#newest.get(sessionKey)?.accessKeyId === accessKeyId) {
      this.#newest.delete(sessionKey);
      this.forget(sessionKey);
    }
    return true;
  }

  hasExpired(sessionKey: string, accessKeyId: string): boolean {
    const newest = this.#newest.get(sessionKey);
    if (newest?.accessKeyId !== accessKeyId) return true;
    return (newest.expiration?.getTime() ?? Number.POSITIVE_INFINITY) <= this.clock.now();
  }
}
