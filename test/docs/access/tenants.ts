import type { AccountTarget } from 'nestjs-aws-cross-account';

/** A row of a table. The tenant typed the role ARN; the service made up the external ID when the tenant signed up. */
export interface Tenant {
  readonly name: string;
  readonly roleArn: string;
  readonly externalId: string;
}

/** Where a tenant works: its own role ARN with its own external ID, and never another tenant's. */
export function targetOf({ roleArn, externalId }: Tenant): AccountTarget {
  return { roleArn, externalId };
}
