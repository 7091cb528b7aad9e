import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { meets, stranger, there } from './meet-object.js';
import { type Scenario, scenariosOf } from './scenario.js';

const puts =
  (input: Partial<PutObjectCommandInput> = {}) =>
  async (s3: S3Client): Promise<string> => {
    await s3.send(new PutObjectCommand({ ...there, Body: 'text', ...input }));
    return 'put';
  };

async function checksumOf(s3: S3Client): Promise<string> {
  await puts()(s3);
  const { ChecksumCRC32 = 'none' } = await s3.send(
    new HeadObjectCommand({ ...there, ChecksumMode: 'ENABLED' }),
  );
  return `ChecksumCRC32: ${ChecksumCRC32}`;
}

const putPart = (s3: S3Client, UploadId: string | undefined, PartNumber: number) =>
  s3.send(new UploadPartCommand({ ...there, UploadId, PartNumber, Body: 'part' }));

const putsPartOfNothing = async (s3: S3Client): Promise<string> => {
  await putPart(s3, 'made-up', 1);
  return 'put';
};

/** An upload of two small parts, completed with these. */
const completes =
  (...numbers: number[]) =>
  async (s3: S3Client): Promise<string> => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(there));
    const [{ ETag }] = await Promise.all([putPart(s3, UploadId, 1), putPart(s3, UploadId, 2)]);
    const Parts = numbers.map((PartNumber) => ({ PartNumber, ETag }));
    await s3.send(new CompleteMultipartUploadCommand({ ...there, UploadId, MultipartUpload: { Parts } }));
    return 'completed';
  };

const put = scenariosOf('PutObject');
const part = scenariosOf('UploadPart');
const complete = scenariosOf('CompleteMultipartUpload');

const taken = (localAws: string) => ({ localAws, moto: '200 put' });

export const uploadScenarios: Scenario[] = [
  put.bothAreRight('an object', meets(puts()), '200 put', 'PutObject'),
  put.bothAreRight(
    "the SDK's own checksum",
    meets(checksumOf),
    '200 ChecksumCRC32: O4unxw==',
    'Object integrity',
  ),
  put.localAwsIsRight(
    'a wrong checksum',
    meets(puts({ ChecksumCRC32: 'AAAAAA==' })),
    taken('400 BadDigest'),
    'Object integrity',
  ),
  put.localAwsIsRight(
    'a wrong `Content-MD5`',
    meets(puts({ ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' })),
    taken('400 BadDigest'),
    'S3 errors',
  ),
  put.bothAreRight(
    'if nothing is there',
    meets(puts({ IfNoneMatch: '*' })),
    '412 PreconditionFailed',
    'Conditional writes',
  ),
  put.bothAreRight(
    'if a certain one is there',
    meets(puts({ IfMatch: '"other"' })),
    '412 PreconditionFailed',
    'Conditional writes',
  ),
  put.localAwsIsRight(
    'a key of 1025 bytes',
    meets(puts({ Key: 'x'.repeat(1025) })),
    taken('400 KeyTooLongError'),
    'S3 errors',
  ),
  put.localAwsIsRight(
    'metadata of more than 2 KB',
    meets(puts({ Metadata: { big: 'x'.repeat(2100) } })),
    taken('400 MetadataTooLarge'),
    'S3 errors',
  ),
  put.localAwsIsRight(
    'into a bucket of another account',
    meets(puts(), stranger),
    taken('403 AccessDenied'),
    'PutObject',
  ),
  part.localAwsIsRight(
    'of an upload that nobody began',
    meets(putsPartOfNothing),
    { localAws: '404 NoSuchUpload', moto: '500 and no answer of AWS' },
    'S3 errors',
  ),
  complete.bothAreRight('small parts', meets(completes(1, 2)), '400 EntityTooSmall', 'S3 errors'),
  complete.bothAreRight('a part that was never put', meets(completes(3)), '400 InvalidPart', 'S3 errors'),
];
