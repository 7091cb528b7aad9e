import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from '@aws-sdk/client-sts';
import { LocalAws, trustPolicy } from 'local-aws-accounts';
import {
  DENYING,
  HUB_ACCOUNT,
  HUB_ROLE,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';
import { Boto3, type Boto3Fields, seen } from './support/boto3.js';
import { type Keys, keysOf } from './support/keys.js';

const MINUTE = 60_000;
const TAGGED = '222233334444';

let aws: LocalAws;
let boto3: Boto3;
/** How far AWS's clock is ahead of boto3's, which is the machine's. */
let ahead = 0;

beforeAll(async () => {
  const world = smallWorld();
  const trust = trustPolicy({ principal: HUB_ROLE, tagSession: true });
  world.accounts[TAGGED] = { roles: { [ROLE_NAME]: { trust, maxSessionSeconds: 7200 } } };
  aws = await LocalAws.start(world, { clock: () => Date.now() + ahead });
  boto3 = Boto3.start(aws.env);
});

afterEach(() => {
  ahead = 0;
  aws.calls.reset();
});

afterAll(async () => {
  await boto3.close();
  await aws.close();
});

const roleArn = (accountId: string): string => `arn:aws:iam::${accountId}:role/${ROLE_NAME}`;

const assumeRole = (accountId: string, params: object = {}) =>
  ({
    service: 'sts',
    operation: 'assume_role',
    params: { RoleArn: roleArn(accountId), RoleSessionName: 'peer-test', ...params },
  }) as const;

const getCallerIdentity = { service: 'sts', operation: 'get_caller_identity' } as const;
const listBuckets = { service: 's3', operation: 'list_buckets' } as const;

async function keysIn(accountId: string, params: object = {}): Promise<Keys> {
  const { Credentials } = await boto3.call(assumeRole(accountId, params));
  return keysOf(Credentials as Credentials);
}

const names = ({ Buckets }: Boto3Fields): string[] => (Buckets as { Name: string }[]).map(({ Name }) => Name);

describe('AssumeRole by boto3', () => {
  it('is answered with the session, as boto3 parses it', async () => {
    const answer = await boto3.call(assumeRole(PAYMENTS, { DurationSeconds: 900 }));
    expect(answer).toMatchObject({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z0-9]{16}$/),
        SecretAccessKey: expect.stringMatching(/^.{40}$/),
        SessionToken: expect.stringMatching(/^\S{100,}$/),
      },
      AssumedRoleUser: {
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}:peer-test$/),
        Arn: `arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE_NAME}/peer-test`,
      },
      ResponseMetadata: {
        HTTPStatusCode: 200,
        RequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      },
    });
    expect(answer).not.toHaveProperty('PackedPolicySize');
    const { Expiration } = answer.Credentials as { Expiration: string };
    expect(Expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    const seconds = (Date.parse(Expiration) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(870);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  it('takes the external ID that the role asks for', async () => {
    const { AssumedRoleUser } = await boto3.call(assumeRole(PARTNER, { ExternalId: PARTNER_EXTERNAL_ID }));
    expect(AssumedRoleUser).toMatchObject({
      Arn: `arn:aws:sts::${PARTNER}:assumed-role/${ROLE_NAME}/peer-test`,
    });
  });

  it.each([
    ['a wrong external ID', PARTNER, { ExternalId: 'partner:4712' }],
    ['no external ID', PARTNER, {}],
    ['a role that trusts somebody else', DENYING, {}],
    ['a role that does not exist', SEARCH, { RoleArn: `arn:aws:iam::${SEARCH}:role/none` }],
    ['an account that does not exist', '121212121212', {}],
    ['tags that the role does not let in', PAYMENTS, { Tags: [{ Key: 'team', Value: 'blue' }] }],
  ])('is denied with %s', async (_, accountId, params) => {
    const error = await boto3.refusal(assumeRole(accountId, params));
    expect(seen(error)).toEqual([403, 'AccessDenied']);
    expect(error.Error).toMatchObject({
      Type: 'Sender',
      Message: expect.stringContaining(
        `User: arn:aws:sts::${HUB_ACCOUNT}:assumed-role/hub/hub is not authorized to perform: sts:`,
      ),
    });
  });

  it('carries tags where both sides allow them', async () => {
    const Tags = [
      { Key: 'team', Value: 'blue + green' },
      { Key: 'Kosten Stelle', Value: 'größer=4711+x/y' },
    ];
    const { PackedPolicySize } = await boto3.call(assumeRole(TAGGED, { Tags, TransitiveTagKeys: ['team'] }));
    expect(PackedPolicySize).toBeGreaterThan(0);
    const keys = await keysIn(TAGGED, { Tags, TransitiveTagKeys: ['team'] });
    const chained = await boto3.refusal({ ...assumeRole(TAGGED, { Tags }), keys });
    expect(seen(chained)).toEqual([400, 'InvalidParameterValue']);
  });

  it('narrows the session by a policy of many lines', async () => {
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] }, null, 2);
    const keys = await keysIn(PAYMENTS, { Policy });
    expect(seen(await boto3.refusal({ ...listBuckets, keys }))).toEqual([403, 'AccessDenied']);
    expect(await boto3.call({ ...getCallerIdentity, keys })).toMatchObject({ Account: PAYMENTS });
  });

  it.each([
    ['a duration that is too short', { DurationSeconds: 899 }, 'greater than or equal to 900'],
    ['a duration that is too long', { DurationSeconds: 43_201 }, 'less than or equal to 43200'],
    ['a longer duration than the role allows', { DurationSeconds: 3601 }, 'exceeds the MaxSessionDuration'],
    ['a session name that is too short', { RoleSessionName: 'x' }, 'greater than or equal to 2'],
    ['a session name with a blank', { RoleSessionName: 'a b' }, 'regular expression pattern'],
    ['an ARN that is too short', { RoleArn: 'arn:aws:iam' }, 'greater than or equal to 20'],
    ['an ARN that is not a role’s', { RoleArn: `arn:aws:iam::${PAYMENTS}:user/alice` }, 'is invalid'],
  ])('is refused with %s', async (_, params, message) => {
    // boto3 knows some of the bounds itself, and would not send these.
    const config = { parameter_validation: false };
    const error = await boto3.refusal({ ...assumeRole(PAYMENTS, params), config });
    expect(seen(error)).toEqual([400, 'ValidationError']);
    expect(error.Error.Message).toContain(message);
  });

  it('gives a session of the length that the role allows, but one hour through a chain', async () => {
    const params = { DurationSeconds: 7200 };
    const keys = await keysIn(TAGGED, params);
    const error = await boto3.refusal({ ...assumeRole(TAGGED, params), keys });
    expect(seen(error)).toEqual([400, 'ValidationError']);
    expect(error.Error.Message).toContain('role chaining');
  });
});

describe('who boto3 is', () => {
  it('is the hub role, by the environment alone', async () => {
    expect(await boto3.call(getCallerIdentity)).toMatchObject({
      Account: HUB_ACCOUNT,
      Arn: `arn:aws:sts::${HUB_ACCOUNT}:assumed-role/hub/hub`,
    });
  });

  it('is the session that AssumeRole named, in every region', async () => {
    const { Credentials, AssumedRoleUser } = await boto3.call(assumeRole(PAYMENTS));
    const keys = keysOf(Credentials as Credentials);
    const { AssumedRoleId: UserId, Arn } = AssumedRoleUser as { AssumedRoleId: string; Arn: string };
    for (const region of ['eu-west-1', 'us-west-2']) {
      const identity = await boto3.call({ ...getCallerIdentity, keys, region });
      expect(identity).toMatchObject({ UserId, Arn, Account: PAYMENTS });
    }
    expect(aws.calls.count('sts:GetCallerIdentity', { region: 'us-west-2' })).toBe(1);
  });
});

describe('boto3 tries again', () => {
  const twice = { retries: { mode: 'standard', total_max_attempts: 2 } };

  afterEach(() => aws.faults.clear());

  it.each([
    ['STS throttles', 'sts:GetCallerIdentity', { kind: 'throttle' }, getCallerIdentity],
    ['S3 is slowed down', 's3:ListBuckets', { kind: 'throttle' }, listBuckets],
    ['S3 fails', 's3:ListBuckets', { kind: 'server-error' }, listBuckets],
    ['the connection is reset', 'sts:GetCallerIdentity', { kind: 'reset' }, getCallerIdentity],
  ] as const)('when %s', async (_, action, fault, call) => {
    aws.faults.add({ action, times: 1, fault });
    const { ResponseMetadata } = await boto3.call({ ...call, config: twice });
    expect(ResponseMetadata).toMatchObject({ HTTPStatusCode: 200, RetryAttempts: 1 });
  });
});

describe('ListBuckets by boto3', () => {
  it('sees the account of its keys, and no other', async () => {
    const lists = [
      names(await boto3.call({ ...listBuckets, keys: await keysIn(PAYMENTS) })),
      names(await boto3.call({ ...listBuckets, keys: await keysIn(SEARCH) })),
      names(await boto3.call(listBuckets)),
    ];
    expect(lists).toEqual([['payments-invoices', 'payments-ledger'], ['search-index'], ['hub-reports']]);
  });

  it('is parsed by boto3', async () => {
    const answer = await boto3.call({ ...listBuckets, params: { Prefix: 'hub-' } });
    expect(answer).toMatchObject({
      Buckets: [
        {
          Name: 'hub-reports',
          CreationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/),
          BucketRegion: 'eu-west-1',
        },
      ],
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      Prefix: 'hub-',
      ResponseMetadata: { HTTPStatusCode: 200, HostId: expect.any(String), RequestId: expect.any(String) },
    });
    expect(answer).not.toHaveProperty('ContinuationToken');
  });

  it('gives every bucket exactly once through its paginator', async () => {
    const expected = Array.from({ length: 23 }, (_, i) => `paged-${String(i).padStart(2, '0')}`);
    aws.update((world) => {
      world.accounts[SEARCH] = { ...world.accounts[SEARCH], buckets: ['another', ...expected] };
    });
    const params = { Prefix: 'paged-', PaginationConfig: { PageSize: 5 } };
    const pages = await boto3.pages({ ...listBuckets, keys: await keysIn(SEARCH), params });
    expect(pages.map((page) => names(page).length)).toEqual([5, 5, 5, 5, 3]);
    expect(pages.flatMap(names)).toEqual(expected);
  });

  it.each([
    ['too few', { MaxBuckets: 0 }],
    ['too many', { MaxBuckets: 10_001 }],
    ['a token of nobody', { ContinuationToken: 'garbage' }],
    ['another region than the one asked', { BucketRegion: 'us-east-1' }],
  ])('is refused for %s', async (_, params) => {
    const config = { parameter_validation: false };
    expect(seen(await boto3.refusal({ ...listBuckets, params, config }))).toEqual([400, 'InvalidArgument']);
  });
});

describe('keys of boto3 that are not right', () => {
  it('have a wrong secret', async () => {
    const keys = { ...(await keysIn(PAYMENTS)), secretAccessKey: 'wrong' };
    expect(seen(await boto3.refusal({ ...getCallerIdentity, keys }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(seen(await boto3.refusal({ ...listBuckets, keys }))).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('are unknown', async () => {
    const keys = { ...(await keysIn(PAYMENTS)), accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' };
    expect(seen(await boto3.refusal({ ...getCallerIdentity, keys }))).toEqual([403, 'InvalidClientTokenId']);
    expect(seen(await boto3.refusal({ ...listBuckets, keys }))).toEqual([403, 'InvalidAccessKeyId']);
  });

  it("have another session's token", async () => {
    const { sessionToken } = await keysIn(SEARCH);
    const keys = { ...(await keysIn(PAYMENTS)), sessionToken };
    expect(seen(await boto3.refusal({ ...getCallerIdentity, keys }))).toEqual([403, 'InvalidClientTokenId']);
    expect(seen(await boto3.refusal({ ...listBuckets, keys }))).toEqual([400, 'InvalidToken']);
  });

  it('have expired', async () => {
    ahead = -10 * MINUTE;
    const keys = await keysIn(PAYMENTS, { DurationSeconds: 900 });
    ahead = 4 * MINUTE;
    expect(await boto3.call({ ...getCallerIdentity, keys })).toMatchObject({ Account: PAYMENTS });
    ahead = 5 * MINUTE + 1000;
    expect(seen(await boto3.refusal({ ...getCallerIdentity, keys }))).toEqual([403, 'ExpiredToken']);
    const error = await boto3.refusal({ ...listBuckets, keys });
    expect(seen(error)).toEqual([400, 'ExpiredToken']);
    expect(error.Error['Token-0']).toBe(keys.sessionToken);
  });

  it.each([
    ['slow', 16 * MINUTE],
    ['fast', -16 * MINUTE],
  ])('sign by a clock that is too %s', async (_, difference) => {
    ahead = difference;
    expect(seen(await boto3.refusal(getCallerIdentity))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(seen(await boto3.refusal(listBuckets))).toEqual([403, 'RequestTimeTooSkewed']);
  });
});

describe('buckets of boto3', () => {
  const bucket = (operation: string, params: object = {}) =>
    ({ service: 's3', operation, params: { Bucket: 'made-by-boto3', ...params } }) as const;
  const inIreland = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } };

  it('are made, found and taken away', async () => {
    expect(await boto3.call(bucket('create_bucket', inIreland))).toMatchObject({
      Location: '/made-by-boto3',
      ResponseMetadata: { HTTPStatusCode: 200 },
    });
    expect(await boto3.call(bucket('head_bucket'))).toMatchObject({ BucketRegion: 'eu-west-1' });
    expect(names(await boto3.call(listBuckets))).toEqual(['hub-reports', 'made-by-boto3']);
    expect(seen(await boto3.refusal(bucket('create_bucket', inIreland)))).toEqual([
      409,
      'BucketAlreadyOwnedByYou',
    ]);
    const keys = await keysIn(PAYMENTS);
    expect(seen(await boto3.refusal({ ...bucket('create_bucket', inIreland), keys }))).toEqual([
      409,
      'BucketAlreadyExists',
    ]);
    expect(seen(await boto3.refusal({ ...bucket('head_bucket'), keys }))).toEqual([403, '403']);
    expect(seen(await boto3.refusal({ ...bucket('delete_bucket'), keys }))).toEqual([403, 'AccessDenied']);
    expect(await boto3.call(bucket('delete_bucket'))).toMatchObject({
      ResponseMetadata: { HTTPStatusCode: 204 },
    });
    expect(seen(await boto3.refusal(bucket('head_bucket')))).toEqual([404, '404']);
    expect(seen(await boto3.refusal(bucket('delete_bucket')))).toEqual([404, 'NoSuchBucket']);
  });

  it('are made in the region of the request only', async () => {
    expect(seen(await boto3.refusal(bucket('create_bucket')))).toEqual([
      400,
      'IllegalLocationConstraintException',
    ]);
    const error = await boto3.refusal({ ...bucket('create_bucket', inIreland), region: 'us-west-2' });
    expect(seen(error)).toEqual([400, 'IllegalLocationConstraintException']);
  });

  it('are found from another region, since boto3 follows the redirect', async () => {
    const answer = await boto3.call({
      ...bucket('head_bucket', { Bucket: 'hub-reports' }),
      region: 'us-west-2',
    });
    expect(answer).toMatchObject({ BucketRegion: 'eu-west-1' });
    const regions = aws.calls.list().map(({ action, region, outcome }) => [action, region, outcome]);
    expect(regions).toContainEqual(['s3:HeadBucket', 'us-west-2', 'refused']);
    expect(regions.at(-1)).toEqual(['s3:HeadBucket', 'eu-west-1', 'succeeded']);
  });
});
