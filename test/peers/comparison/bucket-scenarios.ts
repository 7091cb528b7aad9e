import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PAYMENTS, SEARCH } from '../../support/world.js';
import { createBucketIn } from '../support/create-bucket.js';
import { errorFields } from './error-fields.js';
import { type Scenario, scenariosOf } from './scenario.js';

const Bucket = 'the-bucket';

/** Somebody who meets a bucket that the payments account made in `region`. */
interface Meeting {
  readonly accountId?: string;
  readonly from?: string;
  readonly region?: string;
}

const meets =
  (act: (s3: S3Client) => Promise<string>, meeting: Meeting = {}): Scenario['ask'] =>
  async (place) => {
    const { region = 'eu-west-1', from = region, accountId = PAYMENTS } = meeting;
    await createBucketIn(place.s3(await place.keysIn(PAYMENTS), region), Bucket);
    return act(place.s3(await place.keysIn(accountId), from));
  };

const creates =
  (name: string, location: BucketLocationConstraint, region = 'eu-west-1'): Scenario['ask'] =>
  async (place) => {
    const s3 = place.s3(await place.keysIn(PAYMENTS), region);
    const CreateBucketConfiguration = { LocationConstraint: location };
    await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));
    return 'made';
  };

const createAgain = async (s3: S3Client): Promise<string> => {
  await createBucketIn(s3, Bucket);
  return 'made';
};

const headOf =
  (name: string) =>
  async (s3: S3Client): Promise<string> => {
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: name }));
    return `BucketRegion: ${BucketRegion}`;
  };

const deletes =
  (name: string) =>
  async (s3: S3Client): Promise<string> => {
    await s3.send(new DeleteBucketCommand({ Bucket: name }));
    return 'deleted';
  };

/** The ids among them are those by which AWS's support finds a request. */
const refusalFields = (s3: S3Client): Promise<string> =>
  errorFields(s3.send(new DeleteBucketCommand({ Bucket: 'nobodys' })), [
    'Code',
    'message',
    'BucketName',
    'RequestId',
    'HostId',
  ]);

async function requestIds(s3: S3Client): Promise<string> {
  const { $metadata } = await s3.send(new HeadBucketCommand({ Bucket }));
  const { requestId, extendedRequestId } = $metadata;
  return [requestId && 'requestId', extendedRequestId && 'extendedRequestId'].filter(Boolean).join(', ');
}

const create = scenariosOf('CreateBucket');
const head = scenariosOf('HeadBucket');
const remove = scenariosOf('DeleteBucket');

const stranger = { accountId: SEARCH };
const elsewhere = { from: 'us-west-2' };

export const bucketScenarios: Scenario[] = [
  create.bothAreRight('a new name', creates('a-new-bucket', 'eu-west-1'), '200 made', 'CreateBucket'),
  create.bothAreRight(
    'a name that one owns, outside us-east-1',
    meets(createAgain),
    '409 BucketAlreadyOwnedByYou',
    'S3 errors',
  ),
  create.bothAreRight(
    'a name that one owns, in us-east-1',
    meets(createAgain, { region: 'us-east-1' }),
    '200 made',
    'S3 errors',
  ),
  create.bothAreRight(
    'a name of another account',
    meets(createAgain, stranger),
    '409 BucketAlreadyExists',
    'S3 errors',
  ),
  create.bothAreRight(
    'a name of two characters',
    creates('ab', 'eu-west-1'),
    '400 InvalidBucketName',
    'Bucket names',
  ),
  localAwsNames('a name with capitals', 'Capital-Bucket'),
  localAwsNames('a name like an IP address', '192.168.5.4'),
  create.bothAreRight(
    'a location that is not the region of the request',
    creates('a-new-bucket', 'us-west-2'),
    '400 IllegalLocationConstraintException',
    'CreateBucket',
  ),
  create.bothAreRight(
    'another location, asked in us-east-1',
    creates('a-new-bucket', 'eu-west-1', 'us-east-1'),
    '200 made',
    'CreateBucket',
  ),
  create.localAwsIsRight(
    'the old name EU as location, in eu-west-1',
    creates('a-new-bucket', 'EU', 'eu-west-1'),
    { localAws: '200 made', moto: '400 IllegalLocationConstraintException' },
    'CreateBucketConfiguration',
  ),
  create.bothAreRight(
    'us-east-1 as location',
    creates('a-new-bucket', 'us-east-1' as BucketLocationConstraint, 'us-east-1'),
    '400 InvalidLocationConstraint',
    'CreateBucketConfiguration',
  ),
  create.localAwsIsRight(
    'a location that is no region',
    creates('a-new-bucket', 'mars-1' as BucketLocationConstraint, 'us-east-1'),
    { localAws: '400 InvalidLocationConstraint', moto: '200 made' },
    'CreateBucketConfiguration',
  ),
  head.bothAreRight("one's own bucket", meets(headOf(Bucket)), '200 BucketRegion: eu-west-1', 'HeadBucket'),
  head.localAwsIsRight(
    "one's own bucket, from another region",
    meets(headOf(Bucket), elsewhere),
    { localAws: '301 without a code', moto: '200 BucketRegion: eu-west-1' },
    'HeadBucket',
  ),
  head.localAwsIsRight(
    'a bucket of another account',
    meets(headOf(Bucket), stranger),
    { localAws: '403 without a code', moto: '200 BucketRegion: eu-west-1' },
    'HeadBucket',
  ),
  head.bothAreRight('a bucket that does not exist', meets(headOf('nobodys')), '404 NotFound', 'HeadBucket'),
  head.localAwsIsRight(
    'the ids of the request',
    meets(requestIds),
    { localAws: '200 requestId, extendedRequestId', moto: '200 requestId' },
    'S3 headers',
  ),
  remove.bothAreRight("one's own bucket", meets(deletes(Bucket)), '200 deleted', 'DeleteBucket'),
  remove.localAwsIsRight(
    "one's own bucket, from another region",
    meets(deletes(Bucket), elsewhere),
    { localAws: '301 PermanentRedirect', moto: '200 deleted' },
    'S3 errors',
  ),
  remove.localAwsIsRight(
    'a bucket of another account',
    meets(deletes(Bucket), stranger),
    { localAws: '403 AccessDenied', moto: '500 and no answer of AWS' },
    'S3 errors',
  ),
  remove.bothAreRight(
    'a bucket that does not exist',
    meets(deletes('nobodys')),
    '404 NoSuchBucket',
    'S3 errors',
  ),
  remove.bothAreRight(
    'the fields of an error',
    meets(refusalFields),
    '200 Code, message, BucketName, RequestId, HostId',
    'S3 errors',
  ),
];

function localAwsNames(when: string, name: string): Scenario {
  const answers = { localAws: '400 InvalidBucketName', moto: '200 made' };
  return create.localAwsIsRight(when, creates(name, 'eu-west-1'), answers, 'Bucket names');
}
