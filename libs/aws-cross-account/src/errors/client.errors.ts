import { CrossAccountError } from './cross-account.error.js';

/** What was given as client class is none: neither a client class of the AWS SDK v3 nor made by `wrapClient`. */
export class InvalidClientClassError extends CrossAccountError {
  override readonly name = 'InvalidClientClassError';
  readonly code = 'INVALID_CLIENT_CLASS';

  constructor(problem: string) {
    super(
      `Client class: ${problem}. Give a client class of the AWS SDK v3, such as S3Client from @aws-sdk/client-s3, ` +
        'or what wrapClient() returned.',
    );
  }
}

/** A client configuration holds a field that the library owns, or a value that cannot be part of a cache key. */
export class InvalidClientConfigError extends CrossAccountError {
  override readonly name = 'InvalidClientConfigError';
  readonly code = 'INVALID_CLIENT_CONFIG';

  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`Client configuration: ${field}: ${problem}`);
  }
}

/** The application was closed; its factory hands out nothing any more. */
export class FactoryClosedError extends CrossAccountError {
  override readonly name = 'FactoryClosedError';
  readonly code = 'FACTORY_CLOSED';

  constructor() {
    super(
      'CrossAccountClientFactory is closed, because its application was. ' +
        'Stop the work that still asks for clients, or ask before app.close().',
    );
  }
}
