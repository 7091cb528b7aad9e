import { LocalAwsError } from '../errors.js';

/** The description of a world cannot be honoured. Nothing has been changed. */
export class WorldError extends LocalAwsError {
  readonly code = 'WORLD_INVALID';

  /**
   * @param path where in the data, e.g. `accounts.111122223333.roles.reader.trust.Statement[0].Action`
   * @param expected what should have been there
   */
  constructor(
    readonly path: string,
    readonly expected: string,
  ) {
    super(`${path}: expected ${expected}`);
  }
}
