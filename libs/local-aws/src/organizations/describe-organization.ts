import type { Call } from '../service/service.js';
import { authorize, organizationOf } from './access.js';

/** Every member account may ask this. */
export function describeOrganization(call: Call): Record<string, unknown> {
  const { id, arn, management } = organizationOf(call);
  authorize(call, 'organizations:DescribeOrganization');
  return {
    Organization: {
      Id: id,
      Arn: arn,
      FeatureSet: 'ALL',
      MasterAccountArn: management.arn,
      MasterAccountId: management.id,
      MasterAccountEmail: management.email,
      AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    },
  };
}
