import { CrossAccountError } from './cross-account.error.js';

/** An option of the module is missing, unknown or malformed. Thrown once, at boot. */
export class InvalidOptionError extends CrossAccountError {
  override readonly name = 'InvalidOptionError';
  readonly code = 'INVALID_OPTION';

  /**
   * @param option the option's path, for example `accountOverrides.111122223333.externalId`
   * @param problem what was expected, what was got (never a secret), and what to do
   */
  constructor(
    readonly option: string,
    problem: string,
  ) {
    super(`AwsCrossAccountModule: option ${option}: ${problem}`);
  }
}

/** `forRoot` or `forRootAsync` stands twice in one application. Thrown at boot. */
export class DuplicateModuleError extends CrossAccountError {
  override readonly name = 'DuplicateModuleError';
  readonly code = 'DUPLICATE_MODULE';

  constructor() {
    super(
      'AwsCrossAccountModule is registered twice in this application, which would give it two caches. ' +
        'Keep one forRoot or forRootAsync, in the root module; it is global unless isGlobal is false, in which case ' +
        'the module that imports it exports AwsCrossAccountModule to the others.',
    );
  }
}
