import { CompleteTarget } from '../target/complete-target.js';

interface Sent {
  readonly target: CompleteTarget;
  /** What it held when it was first sent. */
  readonly content: Readonly<Record<string, unknown>>;
  isShared: boolean;
}

/**
 * The inputs of commands that were sent, each with the context that sent it first.
 *
 * A paginator of the SDK runs in the context of whoever asks it for the next page, and keeps one input for all pages, into which
 * it writes the token of the next one. So an input that comes from two contexts and has changed on the way carries the
 * state of one to the other. One that has not changed is a constant, which anyone may use. Fields that were not there at first do
 * not count: the SDK adds some of its own, such as `CreateBucketConfiguration`; a paginator's token is there from the first page on.
 */
export class SentInputs {
  readonly #sent = new WeakMap<object, Sent>();

  /** Notes an input that is about to be sent in a context. @returns the context that it would carry state from, if any */
  note(input: object, target: CompleteTarget): CompleteTarget | undefined {
    const sent = this.#sent.get(input);
    if (!sent) {
      this.#sent.set(input, { target, content: { ...input }, isShared: false });
      return undefined;
    }
    sent.isShared ||= !CompleteTarget.isSamePlace(sent.target, target);
    return sent.isShared && hasChanged(input, sent.content) ? sent.target : undefined;
  }
}

function hasChanged(input: object, content: Sent['content']): boolean {
  return Object.entries(content).some(([field, value]) => Reflect.get(input, field) !== value);
}
