import type { SdkClient } from '../clients/client-class.js';
import { CrossedAccountContextError } from '../errors/context.errors.js';
import type { ContextClient } from './context-client.js';
import { inherited } from './inherited.js';
import { type PinnedParts, stackOfNone } from './pinned-parts.js';
import type { SentInputs } from './sent-inputs.js';

type Callback = (error: unknown, output?: unknown) => void;
interface Command {
  readonly input: object;
}
type SendCall = [command: Command, optionsOrCallback?: object | Callback, callback?: Callback];
interface Sender extends SdkClient {
  send(...call: SendCall): unknown;
}

interface FollowingParts {
  readonly contextClient: ContextClient;
  readonly pinned: PinnedParts;
  readonly sent: SentInputs;
}

/**
 * A client of the SDK that sends by the client of the account context at hand. It is no proxy: all that a client class does, the
 * methods of aggregated ones included, it does by its own `send`, `config` and `middlewareStack`, and these are what differs.
 *
 * They are inherited, so that a property that is set on the client itself, as mocks do it, wins and can be deleted again.
 *
 * @param prototype of the class that it is an instance of
 */
export function followingClient(prototype: object, parts: FollowingParts): object {
  const { contextClient, pinned } = parts;
  const client = (): Sender => contextClient.client as Sender;
  const fail = (): never => contextClient.entry as never;
  const base = inherited(prototype, {
    methods: { send: (...call) => send(parts, call as SendCall), destroy: () => {} },
    getters: {
      config: () => pinned.config(client()),
      middlewareStack: () =>
        contextClient.isInContext ? pinned.middlewareStack(client()) : stackOfNone(fail),
    },
  });
  return Object.create(base) as object;
}

function send({ contextClient, sent }: FollowingParts, call: SendCall): unknown {
  const [command, second, third] = call;
  const options = isCallback(second) ? undefined : second;
  const callback = isCallback(second) ? second : third;
  try {
    const { target, signal } = contextClient.entry;
    const begun = sent.note(command.input, target);
    if (begun) throw new CrossedAccountContextError(describe(command), begun, target);
    const client = contextClient.client as Sender;
    if (!signal || hasSignal(options)) return client.send(...call);
    return client.send(command, { ...options, abortSignal: signal }, callback);
  } catch (error) {
    return failed(error, callback);
  }
}

function isCallback(value: object | Callback | undefined): value is Callback {
  return typeof value === 'function';
}

function hasSignal(options: { abortSignal?: unknown } = {}): boolean {
  return options.abortSignal !== undefined && options.abortSignal !== null;
}

/** As the SDK tells of errors: a promise that rejects, or a call of the callback, later. */
function failed(error: unknown, callback: Callback | undefined): Promise<never> | undefined {
  if (!callback) return Promise.reject(error);
  process.nextTick(callback, error);
  return undefined;
}

function describe(command: object): string {
  const { name } = command.constructor;
  return `The input of ${name} was first sent in one account context, and comes changed from another, as that of a paginator that is continued there`;
}
