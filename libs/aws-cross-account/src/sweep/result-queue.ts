type Answer<R> = IteratorResult<R, undefined>;

interface Reader<R> {
  readonly resolve: (answer: Answer<R> | Promise<Answer<R>>) => void;
}

const DONE = { done: true, value: undefined } as const;

/** Results on their way to who reads them. It holds a few, and lets who brings more wait until there is room. */
export class ResultQueue<R> {
  readonly #results: R[] = [];
  readonly #readers: Reader<R>[] = [];
  #writers: (() => void)[] = [];
  #end: { readonly error?: Error } | undefined;

  constructor(private readonly room: number) {}

  /** @returns what to wait for before anything else is brought */
  push(result: R): Promise<void> | undefined {
    if (this.#end) return undefined;
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve({ done: false, value: result });
      return undefined;
    }
    this.#results.push(result);
    if (this.#results.length < this.room) return undefined;
    return new Promise((resolve) => {
      this.#writers.push(resolve);
    });
  }

  next(): Promise<Answer<R>> {
    if (this.#results.length > 0) {
      const value = this.#results.shift() as R;
      this.#writers.shift()?.();
      return Promise.resolve({ done: false, value });
    }
    if (!this.#end) {
      return new Promise((resolve) => {
        this.#readers.push({ resolve });
      });
    }
    const { error } = this.#end;
    this.#end = {};
    return error ? Promise.reject(error) : Promise.resolve(DONE);
  }

  /** Nothing comes any more. What is held may still be read, and then the error, once. */
  end(error?: Error): void {
    if (this.#end) return;
    this.#end = error === undefined ? {} : { error };
    this.#freeWriters();
    for (const { resolve } of this.#readers.splice(0)) resolve(this.next());
  }

  /** Nobody reads any more. */
  discard(): void {
    this.#results.length = 0;
    this.#end = {};
    this.#freeWriters();
    for (const { resolve } of this.#readers.splice(0)) resolve(DONE);
  }

  #freeWriters(): void {
    const writers = this.#writers;
    this.#writers = [];
    for (const go of writers) go();
  }
}
