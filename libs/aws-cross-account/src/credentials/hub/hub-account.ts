import { AsyncResource } from 'node:async_hooks';

/** The account that the hub role itself is in. It is asked for once for everyone; a failure is not kept. */
export class HubAccount {
  readonly #outside = new AsyncResource('CrossAccountHubAccount');
  #id: Promise<string> | undefined;

  /** @param known the option `hubAccountId`, with which nothing is asked */
  constructor(
    private readonly ask: () => Promise<string>,
    known?: string,
  ) {
    if (known !== undefined) this.#id = Promise.resolve(known);
  }

  /** Rejects with what asking rejects with. */
  id(): Promise<string> {
    this.#id ??= this.#outside.runInAsyncScope(() => this.#learn());
    return this.#id;
  }

  async #learn(): Promise<string> {
    try {
      return await this.ask();
    } catch (error) {
      this.#id = undefined;
      throw error;
    }
  }
}
