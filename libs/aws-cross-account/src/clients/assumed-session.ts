/** What credentials must be good for. */
export interface CredentialRequirements {
  /** How long they must still be valid, in whole seconds. Default: no requirement. At most the life of a session less a minute. */
  readonly minValidSeconds?: number | undefined;
}

export interface AssumeOptions extends CredentialRequirements {
  /** Assume the role anew, even if the session is held. Default false. Joins a call for it that is under way. */
  readonly fresh?: boolean | undefined;
  /**
   * For a job that works through many accounts: where the role has to be assumed and the pace of STS is short, all others go first. In
   * return it may take all of the pace that they leave, of which first uses of requests take half at most. Default false.
   */
  readonly patient?: boolean | undefined;
  /** Stops this caller's wait; the call to STS goes on for others. */
  readonly signal?: AbortSignal | undefined;
}

/** What `assume` answers: who one now is, without the keys. */
export interface AssumedSession {
  readonly accountId: string;
  /** Undefined where `accountOverrides` provides the account's credentials. */
  readonly roleArn: string | undefined;
  readonly sessionArn: string;
  readonly expiration: Date;
}
