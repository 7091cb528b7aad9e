/** Base of every error that this package throws at its user. `code` is stable: branch on it, not on the message. */
export abstract class LocalAwsError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An option of {@link LocalAws.start} or of a fault that cannot be honoured. `path` names it. */
export class LocalAwsOptionError extends LocalAwsError {
  readonly code = 'LOCAL_AWS_OPTION';

  constructor(
    readonly path: string,
    readonly expected: string,
  ) {
    super(`${path}: expected ${expected}`);
  }
}

/** The operation needs a running server, and this one has been closed. */
export class LocalAwsClosedError extends LocalAwsError {
  readonly code = 'LOCAL_AWS_CLOSED';

  constructor() {
    super('This local AWS has been closed: start another one with LocalAws.start(world).');
  }
}
