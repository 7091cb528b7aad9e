import type { HttpRequest } from '../http/http-request.js';
import { account, isForAccount } from '../account/account.js';
import { ec2, isForEc2 } from '../ec2/ec2.js';
import { isForOrganizations, organizations } from '../organizations/organizations.js';
import { s3 } from '../s3/s3.js';
import { sts } from '../sts/sts.js';
import type { Service } from './service.js';

/** The table of services, by the name in the credential scope of a signature. A new service is a new row. */
const SERVICES: ReadonlyMap<string, Service> = new Map(
  [sts, s3, organizations, account, ec2].map((service) => [service.name, service]),
);

export function findService(name: string): Service | undefined {
  return SERVICES.get(name);
}

/** Who answers a request that does not say whom it is for: forms go to STS unless they are EC2's, the rest to S3. */
export function guessService(request: HttpRequest): Service {
  if (isForOrganizations(request)) return organizations;
  if (isForAccount(request)) return account;
  const { method, headers } = request;
  const form = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (method !== 'POST' || !form) return s3;
  return isForEc2(request) ? ec2 : sts;
}
