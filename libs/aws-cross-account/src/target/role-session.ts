/** Everything that is sent to STS AssumeRole. Two equal role sessions share one set of credentials. */
export interface RoleSession {
  readonly kind: 'assume-role';
  readonly accountId: string;
  readonly partition: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly sourceIdentity?: string;
  /** JSON text. */
  readonly policy?: string;
  /** In order, each once; as are the transitive keys, which are spelt as in `tags`. */
  readonly policyArns?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  /** The session that assumes the role. Without one, the hub role does. */
  readonly via?: RoleSession;
}

/** The session of an account whose credentials come from elsewhere than AssumeRole: see `accountOverrides`. */
export interface ProvidedSession {
  readonly kind: 'provided';
  readonly accountId: string;
  readonly partition: string;
}

export type AccountSession = RoleSession | ProvidedSession;

/** Every role that is assumed for a session: its own first, then those on the way, the last one first. */
export function rolesOf(session: AccountSession): RoleSession[] {
  if (session.kind === 'provided') return [];
  return [session, ...(session.via ? rolesOf(session.via) : [])];
}

/**
 * The identity of a session in the cache: JSON arrays, so that no two different sessions can meet in one key, whatever
 * characters their fields hold. Every field that changes the credentials is in it; the role ARN holds account and partition.
 */
export function sessionKey(session: AccountSession): string {
  if (session.kind === 'provided')
    return JSON.stringify([session.kind, session.partition, session.accountId]);
  return JSON.stringify(keyParts(session));
}

/** JSON writes what is undefined as null here. */
function keyParts(session: RoleSession): unknown[] {
  const { kind, roleArn, sessionName, externalId, durationSeconds, sourceIdentity, policy } = session;
  const { policyArns, tags, transitiveTagKeys, via } = session;
  return [
    kind,
    roleArn,
    sessionName,
    externalId,
    durationSeconds,
    sourceIdentity,
    policy,
    policyArns,
    tags && Object.entries(tags).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    transitiveTagKeys,
    via && keyParts(via),
  ];
}
