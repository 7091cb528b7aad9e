import { ServiceUnavailableException } from '@nestjs/common';

/** Lets so much be under way at once, and refuses more. */
export class Slots {
  #taken = 0;

  /** @param what in the plural, for the message: `sweeps` */
  constructor(
    private readonly most: number,
    private readonly code: string,
    private readonly what: string,
  ) {}

  /**
   * @returns gives the slot back
   * @throws ServiceUnavailableException while there is none
   */
  take(): () => void {
    if (this.#taken >= this.most) throw this.#refusal();
    this.#taken += 1;
    return () => {
      this.#taken -= 1;
    };
  }

  #refusal(): ServiceUnavailableException {
    const message = `${this.most} ${this.what} are under way, and no more may be. Try again when one of them is through.`;
    return new ServiceUnavailableException({ statusCode: 503, code: this.code, message, retryable: true });
  }
}
