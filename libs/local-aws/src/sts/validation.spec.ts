import { describe, expect, it } from '@jest/globals';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { elementText, send, sign, stsDraft } from '../testing/signed.js';
import { READER } from '../testing/worlds.js';

const AT_LEAST = 'Member must have length greater than or equal to';
const AT_MOST = 'Member must have length less than or equal to';
const PATTERN = 'Member must satisfy regular expression pattern:';
const POLICY_ARN = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const pad = (length: number) => 'x'.repeat(length);
const tags = (count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: '' }));

describe('the arguments of AssumeRole', () => {
  it.each<[Partial<AssumeRoleCommandInput>, string]>([
    [{ RoleSessionName: 'x' }, `at 'roleSessionName' failed to satisfy constraint: ${AT_LEAST} 2`],
    [{ RoleSessionName: pad(65) }, `at 'roleSessionName' failed to satisfy constraint: ${AT_MOST} 64`],
    [
      { RoleSessionName: 'a b' },
      String.raw`Value 'a b' at 'roleSessionName' failed to satisfy constraint: ${PATTERN} [\w+=,.@-]*`,
    ],
    [{ RoleSessionName: 'schön' }, `at 'roleSessionName' failed to satisfy constraint: ${PATTERN}`],
    [{ RoleSessionName: 'ab\n' }, `at 'roleSessionName' failed to satisfy constraint: ${PATTERN}`],
    [{ ExternalId: 'x' }, `at 'externalId' failed to satisfy constraint: ${AT_LEAST} 2`],
    [{ ExternalId: pad(1225) }, `at 'externalId' failed to satisfy constraint: ${AT_MOST} 1224`],
    [{ ExternalId: 'a&<b>' }, `Value 'a&<b>' at 'externalId' failed to satisfy constraint: ${PATTERN}`],
    [{ SourceIdentity: 'x' }, `at 'sourceIdentity' failed to satisfy constraint: ${AT_LEAST} 2`],
    [{ SourceIdentity: pad(65) }, `at 'sourceIdentity' failed to satisfy constraint: ${AT_MOST} 64`],
    [{ SourceIdentity: 'aws:me' }, `at 'sourceIdentity' failed to satisfy constraint: ${PATTERN}`],
    [
      { DurationSeconds: 899 },
      "at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: 43_201 },
      "at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [{ RoleArn: 'arn:aws:iam::1' }, `at 'roleArn' failed to satisfy constraint: ${AT_LEAST} 20`],
    [{ RoleArn: `${READER}${pad(2048)}` }, `at 'roleArn' failed to satisfy constraint: ${AT_MOST} 2048`],
    [{ RoleArn: 'arn:aws:iam::11112222333:role/reader' }, 'arn:aws:iam::11112222333:role/reader is invalid'],
    [{ RoleArn: 'arn:aws:iam::111122223333:user/reader' }, 'is invalid'],
    [{ RoleArn: 'arn:aws:sts::111122223333:role/reader' }, 'is invalid'],
    [{ RoleArn: 'arn:::::::::::::::::::::::' }, 'is invalid'],
    [{ Tags: tags(51) }, `at 'tags' failed to satisfy constraint: ${AT_MOST} 50`],
    [
      { Tags: [{ Key: '', Value: '' }] },
      `at 'tags.1.member.key' failed to satisfy constraint: ${AT_LEAST} 1`,
    ],
    [
      { Tags: [{ Key: pad(129), Value: '' }] },
      `at 'tags.1.member.key' failed to satisfy constraint: ${AT_MOST} 128`,
    ],
    [
      { Tags: [{ Key: 'k', Value: pad(257) }] },
      `at 'tags.1.member.value' failed to satisfy constraint: ${AT_MOST} 256`,
    ],
    [
      { Tags: [{ Key: 'k', Value: '<' }] },
      `at 'tags.1.member.value' failed to satisfy constraint: ${PATTERN}`,
    ],
    [{ Tags: [{ Key: 'aws:team', Value: 'a' }] }, 'must not begin with aws:'],
    [{ Policy: '' }, `at 'policy' failed to satisfy constraint: ${AT_LEAST} 1`],
    [{ Policy: pad(2049) }, `at 'policy' failed to satisfy constraint: ${AT_MOST} 2048`],
    [{ Policy: pad(2040), PolicyArns: [{ arn: POLICY_ARN }] }, 'have more than 2048 characters together'],
    [
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: POLICY_ARN })) },
      `at 'policyArns' failed to satisfy constraint: ${AT_MOST} 10`,
    ],
    [{ PolicyArns: [{ arn: 'arn:aws:iam::aws:group/x' }] }, 'arn:aws:iam::aws:group/x is invalid'],
  ])('%j is refused', async (input, message) => {
    await running(async ({ clients }) => {
      expect(await refusalOf(clients.assume(input))).toMatchObject({
        name: 'ValidationError',
        status: 400,
        message: expect.stringContaining(message),
      });
    });
  });

  it.each<[Partial<AssumeRoleCommandInput>]>([
    [{ RoleSessionName: 'ab' }],
    [{ RoleSessionName: `${pad(57)}_+=,.@-` }],
    [{ ExternalId: '_+=,.@:/-' }],
    [{ ExternalId: pad(1224) }],
    [{ DurationSeconds: 900 }],
    [{ Tags: tags(50) }],
    [{ Tags: [{ Key: 'größe é_.:/=+-@', Value: pad(256) }] }],
    [{ Tags: [], PolicyArns: [], TransitiveTagKeys: [] }],
  ])('%j is accepted', async (input) => {
    await running(async ({ clients }) => {
      await expect(clients.assume(input)).resolves.toHaveProperty('Credentials');
    });
  });

  it('are refused all at once', async () => {
    await running(async ({ clients }) => {
      const { message } = await refusalOf(clients.assume({ RoleSessionName: 'x', ExternalId: 'y' }));
      expect(message).toMatch(
        /^2 validation errors detected: Value 'x' at 'roleSessionName'.*; Value 'y' at 'externalId'/,
      );
    });
  });

  it.each<[Partial<AssumeRoleCommandInput>, string, number, string]>([
    [{ Policy: 'not JSON' }, 'MalformedPolicyDocumentException', 400, 'expected JSON'],
    [{ Policy: '{"Statement":[]}' }, 'MalformedPolicyDocumentException', 400, 'Policy.Statement'],
    [
      { Policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}}' },
      'LocalAwsUnsupported',
      501,
      'Policy.Statement.Condition',
    ],
    [{ PolicyArns: [{ arn: POLICY_ARN }] }, 'LocalAwsUnsupported', 501, 'PolicyArns'],
    [
      { SerialNumber: 'arn:aws:iam::999999999999:mfa/x', TokenCode: '123456' },
      'LocalAwsUnsupported',
      501,
      'SerialNumber',
    ],
    [
      { ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/x', ContextAssertion: 'abcd' }] },
      'LocalAwsUnsupported',
      501,
      'ProvidedContexts',
    ],
  ])('%j is refused loudly', async (input, name, status, message) => {
    await running(async ({ clients }) => {
      expect(await refusalOf(clients.assume(input))).toMatchObject({
        name,
        status,
        message: expect.stringContaining(message),
      });
    });
  });
});

describe('a form that the SDK would not send', () => {
  const assume = { Action: 'AssumeRole', RoleArn: READER, RoleSessionName: 'spec' };

  it.each<[string, Record<string, string>, string, string]>([
    [
      'no session name',
      { Action: 'AssumeRole', RoleArn: READER },
      'ValidationError',
      'Value null at &apos;roleSessionName&apos;',
    ],
    [
      'a duration that is no number',
      { ...assume, DurationSeconds: '1e3' },
      'ValidationError',
      'DurationSeconds',
    ],
    [
      'a list with a gap',
      { ...assume, 'Tags.member.2.Key': 'k', 'Tags.member.2.Value': 'v' },
      'ValidationError',
      'Tags.member.1',
    ],
    ['an unknown parameter', { ...assume, Verbose: 'true' }, 'LocalAwsUnsupported', 'the parameter Verbose'],
    ['an unknown action', { Action: 'AssumeRoleWithSAML' }, 'InvalidAction', 'AssumeRoleWithSAML'],
    ['another version', { ...assume, Version: '2010-05-08' }, 'InvalidAction', '2010-05-08'],
    ['no action', {}, 'InvalidAction', 'Could not find operation'],
  ])('%s is refused', async (_what, params, code, message) => {
    await running(async ({ aws, clients }) => {
      const reply = await send(
        aws.url,
        await sign(stsDraft(aws.url, params), clients.hubKeys, { service: 'sts' }),
      );
      expect(reply.status).toBe(code === 'LocalAwsUnsupported' ? 501 : 400);
      expect(elementText(reply, 'Code')).toBe(code);
      expect(elementText(reply, 'Message')).toContain(message);
      expect(reply.headers['x-amzn-requestid']).toBe(elementText(reply, 'RequestId'));
      expect(reply.body).toContain(
        '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>',
      );
    });
  });

  it.each(['a=1&a=2', 'Action=%zz', 'Action=%ff'])('%s is no query', async (body) => {
    await running(async ({ aws, clients }) => {
      const draft = { ...stsDraft(aws.url, {}), body };
      const reply = await send(aws.url, await sign(draft, clients.hubKeys, { service: 'sts' }));
      expect([reply.status, elementText(reply, 'Code')]).toEqual([400, 'MalformedQueryString']);
    });
  });
});
