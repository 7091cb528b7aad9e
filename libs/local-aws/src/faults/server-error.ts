import type { FaultEffect } from './fault-effect.js';

/** The service's own answer when it fails: 500 `InternalFailure` from STS, 500 `InternalError` from S3. */
export interface ServerErrorFault {
  kind: 'server-error';
  /** 503 answers `ServiceUnavailable` instead. Default 500. */
  status?: 500 | 503;
}

export function serverErrorEffect({ status }: ServerErrorFault): FaultEffect {
  return { refuse: (service) => service.serverError(status ?? 500) };
}
