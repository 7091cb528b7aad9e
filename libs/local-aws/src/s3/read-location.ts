import { isRegion, partitionOfRegion } from '../data/region.js';
import { parseXml } from '../http/parse-xml.js';
import { AwsFault } from '../service/aws-fault.js';
import { malformedXml, notImplemented } from './s3-refusals.js';

const OLDEST = 'us-east-1';
/** What the old name `EU` stands for. */
const EU = 'eu-west-1';

/** The region that a bucket shall be made in, from the body of CreateBucket and the region it was sent to. */
export function readLocation(body: Buffer, endpoint: string): string {
  const constraint = readConstraint(body);
  const wanted = constraint === 'EU' ? EU : constraint;
  if (wanted === undefined) {
    if (endpoint === OLDEST) return endpoint;
    throw illegal(
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    );
  }
  const known = isRegion(wanted) && partitionOfRegion(wanted) === partitionOfRegion(endpoint);
  // The oldest region is the one that has no name as a constraint.
  if (!known || (wanted === OLDEST && endpoint === OLDEST)) {
    throw new AwsFault(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid');
  }
  // Its endpoint makes buckets in every other region.
  if (wanted !== endpoint && endpoint !== OLDEST) {
    throw illegal(
      `The ${wanted} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  return wanted;
}

function readConstraint(body: Buffer): string | undefined {
  if (body.length === 0) return undefined;
  const root = parseXml(body.toString('utf8'));
  if (root === undefined || root.name !== 'CreateBucketConfiguration') {
    throw malformedXml();
  }
  if (root.children.some(({ name }) => name !== 'LocationConstraint')) {
    throw notImplemented('anything but LocationConstraint in a bucket configuration');
  }
  return root.children[0]?.text;
}

function illegal(message: string): AwsFault {
  return new AwsFault(400, 'IllegalLocationConstraintException', message);
}
