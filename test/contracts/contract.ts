import { expect } from '@jest/globals';

interface Stake {
  /** The file of the library that is wrong once the SDK behaves otherwise. */
  readonly reliedOnBy: string;
  /** Where the SDK does it. */
  readonly lookAt: string;
}

/** The body of a test of the SDK, not of the library: of something that it does without promising it. */
export function contract(stake: Stake, check: () => Promise<void> | void): () => Promise<void> {
  return async () => {
    try {
      await check();
    } catch (error) {
      throw new BrokenContract(stake, error);
    }
  };
}

class BrokenContract extends Error {
  override readonly name = 'BrokenContract';

  constructor({ reliedOnBy, lookAt }: Stake, cause: unknown) {
    super(
      `The installed AWS SDK no longer keeps to this: ${expect.getState().currentTestName}.\n` +
        `  Relied on by: ${reliedOnBy}\n  Look at:      ${lookAt}\n` +
        `  What it does: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
