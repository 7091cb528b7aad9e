import type { HttpRequest } from '../http/http-request.js';
import { s3 } from '../s3/s3.js';
import { sts } from '../sts/sts.js';
import type { Service } from './service.js';

/** The table of services, by the name in the credential scope of a signature. A new service is a new row. */
const SERVICES: ReadonlyMap<string, Service> = new Map([sts, s3].map((service) => [service.name, service]));

export function findService(name: string): Service | undefined {
  return SERVICES.get(name);
}

/** Who answers a request that does not say whom it is for: forms go to STS, the rest to S3. */
export function guessService({ method, headers }: HttpRequest): Service {
  const form = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return method === 'POST' && form ? sts : s3;
}
