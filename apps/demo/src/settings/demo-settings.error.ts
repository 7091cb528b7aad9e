/** A variable of the environment that the demo cannot work with. */
export class DemoSettingsError extends Error {
  override readonly name = 'DemoSettingsError';
  readonly code = 'INVALID_SETTING';

  /** @param problem what was expected, what was got (never a key), and what to do */
  constructor(
    readonly variable: string,
    problem: string,
  ) {
    super(`${variable}: ${problem}`);
  }
}
