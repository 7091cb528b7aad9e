/** Everything that is sent to STS AssumeRole. Two equal role sessions share one set of credentials. */
export interface RoleSession {
  readonly kind: 'assume-role';
  readonly accountId: string;
  readonly partition: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
}

/** The session of an account whose credentials come from elsewhere than AssumeRole: see `accountOverrides`. */
export interface ProvidedSession {
  readonly kind: 'provided';
  readonly accountId: string;
  readonly partition: string;
}

export type AccountSession = RoleSession | ProvidedSession;

/**
 * The identity of a session in the cache: a JSON array, so that no two different sessions can meet in one key, whatever
 * characters their fields hold. Every field that changes the credentials is in it.
 */
export function sessionKey(session: AccountSession): string {
  if (session.kind === 'provided')
    return JSON.stringify([session.kind, session.partition, session.accountId]);
  const { kind, roleArn, sessionName, externalId, durationSeconds } = session;
  return JSON.stringify([kind, roleArn, sessionName, externalId ?? null, durationSeconds ?? null]);
}
