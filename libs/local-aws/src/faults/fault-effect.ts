import type { Answer } from '../http/answer.js';
import type { Hang } from '../http/hang.js';
import type { AwsFault } from '../service/aws-fault.js';
import type { Attempted, Service } from '../service/service.js';

/** The request that a fault befalls. */
export interface Befallen extends Attempted {
  readonly sessionToken: string;
}

/** What a fault does to one request. A new kind of fault is a new file that makes one of these. */
export interface FaultEffect {
  /** Whether it befalls a request of this action that its rule matches. Default: it does. Asked once for each. */
  readonly befalls?: (action: string) => boolean;
  /** Answer with this instead of running the operation. */
  readonly refuse?: (service: Service, request: Befallen) => AwsFault;
  /** Answer with this instead of the service, which does nothing. */
  readonly replace?: () => Answer;
  /** Drop the connection instead of running the operation. */
  readonly reset?: true;
  /** Run the operation, and send this in place of its answer. */
  readonly alter?: (answer: Answer, now: number) => Answer;
  /** Keep the answer back until this resolves. The signal fires when nobody waits for it any more. */
  readonly hold?: (signal: AbortSignal) => Promise<void>;
  /** Send the answer so far, and nothing more until the connection is dropped. */
  readonly hang?: Hang;
}
