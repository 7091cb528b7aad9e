import { CrossAccountError } from '../errors/cross-account.error.js';
import type { AccountSession } from '../target/role-session.js';
import type { Clock } from './clock.js';
import type { CredentialSource } from './credential-source.js';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 200;

/** Asks again when the failure may pass: up to 4 attempts, after waits of at most 0.2, 0.4 and 0.8 s, with full jitter. */
export function retrying<S extends AccountSession>(
  source: CredentialSource<S>,
  clock: Clock,
): CredentialSource<S> {
  return async (session) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await source(session);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayPass(error)) throw error;
        await clock.sleep(clock.random() * longestWait(attempt));
      }
    }
  };
}

function mayPass(error: unknown): boolean {
  return error instanceof CrossAccountError && error.retryable;
}

function longestWait(attempt: number): number {
  return FIRST_WAIT_MS * 2 ** (attempt - 1);
}
