import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { CrossAccountClientFactory, InvalidOptionError } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, smallWorld } from '../support/world.js';

let aws: LocalAws;
let folder: string;
let restore: () => void;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  folder = await mkdtemp(join(tmpdir(), 'sdk-conventions-'));
});

afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

/** Each test sets some of these; none may remain for the next. */
beforeEach(() => {
  aws.calls.reset();
  restore = setEnvironment({
    AWS_CONFIG_FILE: process.env.AWS_CONFIG_FILE,
    AWS_REGION: undefined,
    AWS_PROFILE: undefined,
    AWS_ENDPOINT_URL: undefined,
    AWS_ENDPOINT_URL_STS: undefined,
    AWS_ENDPOINT_URL_S3: undefined,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  });
});

afterEach(() => restore());

async function listPayments(options: Parameters<typeof startApplication>[0] = {}): Promise<string[]> {
  const app = await startApplication(options);
  try {
    return await bucketNames(app.get(CrossAccountClientFactory).get(S3Client, { accountId: PAYMENTS }));
  } finally {
    await app.close();
  }
}

describe('the conventions of the SDK', () => {
  it('AWS_ENDPOINT_URL, AWS_REGION and keys in the environment are enough', async () => {
    setEnvironment(aws.env);
    expect(await listPayments()).toHaveLength(2);
    expect(aws.calls.count('sts:AssumeRole', { region: 'eu-west-1' })).toBe(1);
  });

  it('AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_S3 send each service where it belongs', async () => {
    const { AWS_ENDPOINT_URL, ...keys } = aws.env;
    setEnvironment({
      ...keys,
      AWS_ENDPOINT_URL_STS: AWS_ENDPOINT_URL,
      AWS_ENDPOINT_URL_S3: AWS_ENDPOINT_URL,
    });
    expect(await listPayments()).toHaveLength(2);
  });

  it('a profile gives region, endpoint and credentials', async () => {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
    const file = join(folder, 'config');
    await writeFile(
      file,
      [
        '[profile night]',
        'region = eu-central-1',
        `endpoint_url = ${AWS_ENDPOINT_URL}`,
        `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
        `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
        `aws_session_token = ${AWS_SESSION_TOKEN}`,
      ].join('\n'),
    );
    setEnvironment({ AWS_CONFIG_FILE: file, AWS_PROFILE: 'night' });
    expect(await listPayments()).toHaveLength(2);
    expect(aws.calls.count('sts:AssumeRole', { region: 'eu-central-1' })).toBe(1);
    expect(aws.calls.count('s3:ListBuckets', { region: 'eu-central-1' })).toBe(1);
  });

  it('options win: region, sts.region and sts.endpoint', async () => {
    const { AWS_ENDPOINT_URL, ...keys } = aws.env;
    setEnvironment({ ...keys, AWS_ENDPOINT_URL_S3: AWS_ENDPOINT_URL });
    await listPayments({ region: 'us-east-2', sts: { region: 'us-west-2', endpoint: AWS_ENDPOINT_URL } });
    expect(aws.calls.count('sts:AssumeRole', { region: 'us-west-2' })).toBe(1);
    expect(aws.calls.count('s3:ListBuckets', { region: 'us-east-2' })).toBe(1);
  });

  it('without any region the application does not start, and says what to set', async () => {
    setEnvironment({ ...aws.env, AWS_REGION: undefined });
    const start = startApplication();
    await expect(start).rejects.toThrow(InvalidOptionError);
    await expect(start).rejects.toThrow(/AWS_REGION/);
  });
});
