import type { AddedOperation, OperationName } from '../service/operations.js';
import type { Fault } from './fault.js';

/** Which requests a fault befalls: those that match every field given. */
export interface FaultRule {
  /** Default: every operation. */
  action?: OperationName | AddedOperation;
  /** The role asked for by AssumeRole; for every other action, the caller's role. */
  roleArn?: string;
  /** The account of that role. */
  accountId?: string;
  /** The region that the request was signed for. */
  region?: string;
  /** How many requests; then the rule is spent. Default: all, until cleared. */
  times?: number;
  fault: Fault;
}

export interface FaultHandle {
  /** How many requests the fault has befallen. */
  readonly hits: number;
  /** Resolves as soon as `hits` is at least `n`; at once when it is already. Never rejects. */
  reached(n: number): Promise<void>;
  /** Ends the rule. Answers that it already holds back stay held; connections that hang by it are dropped. */
  clear(): void;
}
