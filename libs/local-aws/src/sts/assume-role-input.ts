/** A tag of the session to be made. */
export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/** The arguments of AssumeRole, within the bounds that STS sets. */
export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly durationSeconds: number;
  /** The text of an inline session policy, not yet read. */
  readonly policy: string | undefined;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
}
