import type { AwsFault } from '../service/aws-fault.js';
import type { Service } from '../service/service.js';

/** What a fault does to one request. A new kind of fault is a new file that makes one of these. */
export interface FaultEffect {
  /** Answer with this instead of running the operation. */
  readonly refuse?: (service: Service) => AwsFault;
  /** Drop the connection instead of running the operation. */
  readonly reset?: true;
  /** Run the operation so that it names this account. */
  readonly pretendAccountId?: string;
  /** Keep the answer back until this resolves. The signal fires when nobody waits for it any more. */
  readonly hold?: (signal: AbortSignal) => Promise<void>;
}
