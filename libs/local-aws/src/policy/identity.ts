/** Who makes a request: a session of a role, as policies see it. Holds no secret. */
export interface Identity {
  readonly accountId: string;
  readonly partition: string;
  /** The unique id (`AROA...`) that outlives neither deletion nor re-creation of the role. */
  readonly roleId: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sessionArn: string;
  /** Issued by AssumeRole, so that assuming a further role is role chaining. */
  readonly chained: boolean;
  readonly transitiveTags: ReadonlyMap<string, string>;
  readonly sourceIdentity?: string;
}
