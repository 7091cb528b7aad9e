import { orAborted } from '../credentials/cache/or-aborted.js';
import { AbortedCallError } from './aborted-call.error.js';

type Callback = (error: unknown, output?: unknown) => void;
type Send = (command: unknown, options?: unknown, callback?: Callback) => unknown;

/**
 * Makes `send(command, { abortSignal })` reject as soon as the signal aborts. The SDK alone hands the signal to the HTTP handler
 * and to its waits between attempts: not to functions that obtain credentials, and in its lower releases to nothing that a
 * middleware could see. So the promise of `send` itself is what is raced.
 *
 * What the call had asked of others goes on, for others. The request itself is not sent any more.
 */
export function letCallersLeave<T extends object>(client: T): T {
  if (!sendsByItsClass(client)) return client;
  // Whatever `send` is when it is called: tracing and mocks replace it on the class.
  const sendOfClass = (...call: Parameters<Send>): unknown =>
    (Object.getPrototypeOf(client) as { send: Send }).send.apply(client, call);
  const send: Send = (command, options, callback) => {
    const signal = signalOf(options);
    if (!signal) return sendOfClass(command, options, callback);
    const output = orLeft(() => sendOfClass(command, options) as Promise<unknown>, signal);
    return callback ? void tell(output, callback) : output;
  };
  return Object.defineProperty(client, 'send', { value: send, writable: true, configurable: true });
}

/** What `wrapClient` made may be anything; a `send` of an object's own is the wrapper's business. */
function sendsByItsClass(client: object): boolean {
  return 'send' in client && !Object.hasOwn(client, 'send') && Object.isExtensible(client);
}

async function orLeft<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new AbortedCallError(signal.reason);
  try {
    return await orAborted(call(), signal);
  } catch (error) {
    throw signal.aborted && error === signal.reason ? new AbortedCallError(error) : error;
  }
}

/** The SDK's own signals, of before Node had any, take no listeners; they stay with what the SDK makes of them. */
function signalOf(options: unknown): AbortSignal | undefined {
  if (typeof options !== 'object' || options === null || !('abortSignal' in options)) return undefined;
  const signal = options.abortSignal as Partial<AbortSignal> | undefined;
  return typeof signal?.addEventListener === 'function' ? (signal as AbortSignal) : undefined;
}

async function tell(output: Promise<unknown>, callback: Callback): Promise<void> {
  const [outcome] = await Promise.allSettled([output]);
  try {
    if (outcome.status === 'fulfilled') callback(null, outcome.value);
    else callback(outcome.reason);
  } catch {
    // The SDK ignores what a callback throws, too.
  }
}
