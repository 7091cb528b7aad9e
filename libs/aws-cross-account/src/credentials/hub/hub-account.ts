import { AsyncResource } from 'node:async_hooks';

/** The account that the hub role itself is in. It is asked for once for everyone; a failure is not kept. */
export class HubAccount {
  readonly #outside = new AsyncResource('CrossAccountHubAccount');
  #asking: Promise<string> | undefined;
  #known: string | undefined;

  /** @param known the option `hubAccountId`, with which nothing is asked */
  constructor(
    private readonly ask: () => Promise<string>,
    known?: string,
  ) {
    this.#known = known;
  }

  /** Its id, once that is known. */
  get known(): string | undefined {
    return this.#known;
  }

  /** Rejects with what asking rejects with. */
  async id(): Promise<string> {
    if (this.#known !== undefined) return this.#known;
    this.#asking ??= this.#outside.runInAsyncScope(() => this.#learn());
    return this.#asking;
  }

  async #learn(): Promise<string> {
    try {
      this.#known = await this.ask();
      return this.#known;
    } finally {
      this.#asking = undefined;
    }
  }
}
