import { CrossAccountError } from './cross-account.error.js';

/** What was asked of the diagnostics is malformed. */
export class InvalidQueryError extends CrossAccountError {
  override readonly name = 'InvalidQueryError';
  readonly code = 'INVALID_QUERY';

  /**
   * @param field for example `limit`
   * @param problem what was expected, what was got, and what to do
   */
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`Diagnostics: ${field}: ${problem}`);
  }
}
