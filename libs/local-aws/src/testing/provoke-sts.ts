import { refusalOf } from './refusal.js';
import { codeOf, signedCode, stsOf, whileFailing, withHeaders } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { sign } from './signed.js';

const call =
  (params: Record<string, string>, extra?: Parameters<typeof signedCode>[2]): Provocation =>
  (stage) =>
    signedCode(stage, stsOf(stage, params), extra, 'sts');
const IDENTITY = { Action: 'GetCallerIdentity' };

/** The SDK ends the names of some errors of STS with a word that is not in their code. */
async function assuming(stage: Stage, input: Parameters<Stage['clients']['assume']>[0]): Promise<string> {
  return (await refusalOf(stage.clients.assume(input))).name.replace(/Exception$/, '');
}

const faulty = (stage: Stage, status: 500 | 503 | undefined) =>
  whileFailing(stage, 'sts:AssumeRole', status, () => assuming(stage, {}));

export const ANY_OF_STS: Provocations = {
  ExpiredToken: async (stage) => {
    const keys = await stage.clients.assumeKeys({ DurationSeconds: 900 });
    stage.move(900_000);
    return codeOf(stage, await sign(stsOf(stage), keys, { service: 'sts', now: stage.now() }));
  },
  IncompleteSignature: call(IDENTITY, (draft) => withHeaders(draft, { authorization: 'AWS4-HMAC-SHA256 x' })),
  InternalFailure: (stage) => faulty(stage, 500),
  InvalidAction: call({ Action: 'GetSessionToken' }),
  InvalidClientTokenId: call(IDENTITY, (draft) => withHeaders(draft, { 'x-amz-security-token': 'another' })),
  MalformedQueryString: (stage) => signedCode(stage, { ...stsOf(stage), body: 'Action=%' }, undefined, 'sts'),
  MissingAuthenticationToken: (stage) => codeOf(stage, stsOf(stage)),
  RegionDisabledException: async (stage) => {
    stage.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'region-disabled' } });
    return (await refusalOf(stage.clients.assume())).name;
  },
  RequestEntityTooLarge: call({ ...IDENTITY, More: 'x'.repeat(1024 * 1024) }),
  ServiceUnavailable: (stage) => faulty(stage, 503),
  SignatureDoesNotMatch: call(IDENTITY, (draft) => ({ ...draft, body: `${String(draft.body)}&More=1` })),
  Throttling: (stage) => faulty(stage, undefined),
};

const session = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...statement }],
  });

export const ASSUME_ROLE: Provocations = {
  AccessDenied: (stage) => assuming(stage, { RoleArn: 'arn:aws:iam::444455556666:role/inventory-reader' }),
  InvalidParameterValue: async (stage) => {
    const keys = await stage.clients.assumeKeys({
      Tags: [{ Key: 'a', Value: 'b' }],
      TransitiveTagKeys: ['a'],
    });
    return (await refusalOf(stage.clients.assume({ Tags: [{ Key: 'a', Value: 'c' }] }, keys))).name;
  },
  LocalAwsUnsupported: (stage) =>
    assuming(stage, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] }),
  MalformedPolicyDocument: (stage) => assuming(stage, { Policy: 'no JSON' }),
  PackedPolicyTooLarge: (stage) => {
    const Tags = Array.from({ length: 40 }, (_, i) => ({ Key: `tag-${i}`, Value: 'x'.repeat(256) }));
    return assuming(stage, { Tags, Policy: session({}) });
  },
  ValidationError: (stage) => assuming(stage, { RoleSessionName: '' }),
};

export const GET_CALLER_IDENTITY: Provocations = {
  LocalAwsUnsupported: call({ ...IDENTITY, More: '1' }),
};
