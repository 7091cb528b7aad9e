/** The body of an answer to a request that failed. */
export interface HttpProblem {
  readonly statusCode: number;
  /** Stable between versions. `AWS_…` for errors of AWS services. */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly accountId?: string;
  readonly region?: string;
  /** The field of the target that is wrong. */
  readonly field?: string;
  readonly deniedAction?: string;
  readonly deniedBy?: string;
}
