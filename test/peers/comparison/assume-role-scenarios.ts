import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { DENYING, PARTNER, PARTNER_EXTERNAL_ID, PAYMENTS, SEARCH } from '../../support/world.js';
import { keysOf } from '../support/keys.js';
import { errorFields } from './error-fields.js';
import { type Place, roleArn } from './place.js';
import { LONG_ROLE } from './places.js';
import { type Scenario, scenariosOf } from './scenario.js';

const { bothAreRight, localAwsIsRight } = scenariosOf('AssumeRole');

const SESSION = '200 a session';
const denied = { localAws: '403 AccessDenied', moto: SESSION };
const invalid = { localAws: '400 ValidationError', moto: SESSION };
const badTags = { localAws: '400 InvalidParameterValue', moto: SESSION };
const crash = { localAws: '400 ValidationError', moto: '500 and no answer of AWS' };

/** AssumeRole, where it matters only whether there is a session. */
const assumes =
  (accountId: string, input: Partial<AssumeRoleCommandInput> = {}): Scenario['ask'] =>
  async (place) => {
    const { Credentials } = await place.assume(accountId, input);
    return Credentials?.SessionToken ? 'a session' : 'nothing';
  };

const toReader = (input: Partial<AssumeRoleCommandInput>): Scenario['ask'] => assumes(PAYMENTS, input);

const long = { RoleArn: roleArn(PAYMENTS, LONG_ROLE), DurationSeconds: 7200 };

async function chain(place: Place): Promise<string> {
  const keys = await place.keysIn(PAYMENTS, long);
  await place.assume(PAYMENTS, long, keys);
  return 'a session';
}

async function packedSize(place: Place): Promise<string> {
  const { PackedPolicySize } = await place.assume(PAYMENTS);
  return `PackedPolicySize: ${PackedPolicySize ?? 'none'}`;
}

async function assumedRole(place: Place): Promise<string> {
  const { AssumedRoleUser, Credentials } = await place.assume(PAYMENTS);
  const { accessKeyId } = keysOf(Credentials);
  const id = AssumedRoleUser?.AssumedRoleId?.replace(/^AROA[A-Z0-9]{17}:/, 'AROA…:');
  return `${accessKeyId.replace(/^ASIA[A-Z0-9]{16}$/, 'ASIA…')} ${id} ${AssumedRoleUser?.Arn}`;
}

/** One answer in a thousand ends on a whole second by chance. */
async function precision(place: Place): Promise<string> {
  const answers = await Promise.all([1, 2, 3].map(() => place.assume(PAYMENTS)));
  const whole = answers.every(({ Credentials }) => Credentials?.Expiration?.getMilliseconds() === 0);
  return `Expiration in ${whole ? 'seconds' : 'fractions of seconds'}`;
}

const refusalFields: Scenario['ask'] = (place) =>
  errorFields(place.assume(PAYMENTS, { RoleSessionName: 'x'.repeat(65) }), ['Type', 'Code', 'message']);

async function requestId(place: Place): Promise<string> {
  const { requestId = '' } = (await place.assume(PAYMENTS)).$metadata;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(requestId) ? 'a UUID' : 'something else';
}

const blue = { Key: 'team', Value: 'blue' };
const manyTags = Array.from({ length: 40 }, (_, i) => ({ Key: `tag-${i}`, Value: 'v'.repeat(200) }));

export const assumeRoleScenarios: Scenario[] = [
  bothAreRight('the role trusts the caller', assumes(PAYMENTS), SESSION, 'AssumeRole'),
  bothAreRight(
    'keys, id and ARN of its answer',
    assumedRole,
    `200 ASIA… AROA…:compare arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/compare`,
    'AssumeRole',
  ),
  localAwsIsRight('the role trusts somebody else', assumes(DENYING), denied, 'Cross-account access'),
  localAwsIsRight(
    'the role does not exist',
    assumes(SEARCH, { RoleArn: roleArn(SEARCH, 'none') }),
    denied,
    'Troubleshooting roles',
  ),
  bothAreRight(
    'the external ID that the role asks for',
    assumes(PARTNER, { ExternalId: PARTNER_EXTERNAL_ID }),
    SESSION,
    'External ID',
  ),
  localAwsIsRight('no external ID', assumes(PARTNER), denied, 'External ID'),
  localAwsIsRight('a wrong external ID', assumes(PARTNER, { ExternalId: 'guessed' }), denied, 'External ID'),
  localAwsIsRight('tags without `sts:TagSession`', toReader({ Tags: [blue] }), denied, 'Session tags'),
  localAwsIsRight('a duration of 899 s', toReader({ DurationSeconds: 899 }), invalid, 'AssumeRole'),
  localAwsIsRight('a duration of 43201 s', toReader({ DurationSeconds: 43_201 }), invalid, 'AssumeRole'),
  localAwsIsRight(
    'a longer session than the role allows',
    toReader({ DurationSeconds: 7200 }),
    invalid,
    'AssumeRole',
  ),
  localAwsIsRight('two hours, by a session of a role', chain, invalid, 'AssumeRole'),
  localAwsIsRight(
    'a session name of one character',
    toReader({ RoleSessionName: 'x' }),
    invalid,
    'AssumeRole',
  ),
  localAwsIsRight('a session name with a blank', toReader({ RoleSessionName: 'a b' }), invalid, 'AssumeRole'),
  bothAreRight(
    'a session name of 65 characters',
    toReader({ RoleSessionName: 'x'.repeat(65) }),
    '400 ValidationError',
    'AssumeRole',
  ),
  localAwsIsRight('no session name', toReader({ RoleSessionName: undefined }), crash, 'AssumeRole'),
  localAwsIsRight('no role', toReader({ RoleArn: undefined }), crash, 'AssumeRole'),
  localAwsIsRight(
    'a role that is no ARN',
    toReader({ RoleArn: 'the-inventory-reader-role' }),
    invalid,
    'AssumeRole',
  ),
  localAwsIsRight(
    'the ARN of a user',
    toReader({ RoleArn: `arn:aws:iam::${PAYMENTS}:user/alice` }),
    invalid,
    'AssumeRole',
  ),
  localAwsIsRight(
    'a session policy that is none',
    toReader({ Policy: '{}' }),
    { localAws: '400 MalformedPolicyDocument', moto: SESSION },
    'AssumeRole',
  ),
  localAwsIsRight(
    'tags that are too large together',
    toReader({ RoleArn: long.RoleArn, Tags: manyTags }),
    { localAws: '400 PackedPolicyTooLarge', moto: SESSION },
    'AssumeRole',
  ),
  localAwsIsRight(
    'a tag key twice, in another case',
    toReader({ RoleArn: long.RoleArn, Tags: [blue, { Key: 'TEAM', Value: 'green' }] }),
    badTags,
    'Session tags',
  ),
  localAwsIsRight(
    'a transitive key that is no tag',
    toReader({ RoleArn: long.RoleArn, Tags: [blue], TransitiveTagKeys: ['colour'] }),
    badTags,
    'Session tags',
  ),
  localAwsIsRight(
    'neither policy nor tags',
    packedSize,
    { localAws: '200 PackedPolicySize: none', moto: '200 PackedPolicySize: 6' },
    'AssumeRole',
  ),
  localAwsIsRight(
    'when the session ends',
    precision,
    { localAws: '200 Expiration in seconds', moto: '200 Expiration in fractions of seconds' },
    'AssumeRole',
  ),
  bothAreRight('the fields of an error', refusalFields, '200 Type, Code, message', 'STS errors'),
  localAwsIsRight(
    'the id of the request',
    requestId,
    { localAws: '200 a UUID', moto: '200 something else' },
    'AssumeRole',
  ),
];
