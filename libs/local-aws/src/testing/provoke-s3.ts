import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { refusalOf } from './refusal.js';
import { codeOf, presignedCode, s3Of, signedCode, whileFailing, withHeaders } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { sign } from './signed.js';

const LIST: Provocation = async ({ clients }) =>
  (await refusalOf(clients.s3().send(new ListBucketsCommand({})))).name;

const faulty = (stage: Stage, status: 500 | 503 | undefined) =>
  whileFailing(stage, 's3:ListBuckets', status, async () => LIST(stage));

export const ANY_OF_S3: Provocations = {
  AccessDenied: (stage) => codeOf(stage, s3Of(stage)),
  AuthorizationHeaderMalformed: (stage) =>
    signedCode(stage, s3Of(stage), (draft) => withHeaders(draft, { authorization: 'Basic x' })),
  AuthorizationQueryParametersError: (stage) =>
    presignedCode(stage, (draft) => ({ ...draft, query: { ...draft.query, 'X-Amz-Expires': '0' } })),
  ExpiredToken: async (stage) => {
    const keys = await stage.clients.assumeKeys({ DurationSeconds: 900 });
    stage.move(900_000);
    return codeOf(stage, await sign(s3Of(stage), keys, { service: 's3', now: stage.now() }));
  },
  InternalError: (stage) => faulty(stage, 500),
  InvalidAccessKeyId: async (stage) => {
    const keys = { ...stage.clients.hubKeys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' };
    return (await refusalOf(stage.clients.s3(keys).send(new ListBucketsCommand({})))).name;
  },
  InvalidArgument: (stage) => presignedCode(stage, (draft) => withHeaders(draft, { authorization: 'x' })),
  InvalidRequest: (stage) =>
    signedCode(stage, s3Of(stage), (draft) => {
      const { 'x-amz-content-sha256': _hash, authorization = '', ...headers } = draft.headers;
      return {
        ...draft,
        headers: { ...headers, authorization: authorization.replace('x-amz-content-sha256;', '') },
      };
    }),
  InvalidToken: (stage) =>
    signedCode(stage, s3Of(stage), (draft) => withHeaders(draft, { 'x-amz-security-token': 'another' })),
  InvalidURI: (stage) => signedCode(stage, s3Of(stage, 'GET', '/%zz')),
  NotImplemented: (stage) => signedCode(stage, s3Of(stage, 'GET', '/hub-logs', { query: { policy: '' } })),
  RequestEntityTooLarge: (stage) =>
    signedCode(stage, s3Of(stage, 'PUT', '/a-bucket', { body: 'x'.repeat(1024 * 1024 + 1) })),
  RequestTimeTooSkewed: (stage) =>
    signedCode(stage, s3Of(stage), (draft) => {
      stage.move(901_000);
      return draft;
    }),
  ServiceUnavailable: (stage) => faulty(stage, 503),
  SignatureDoesNotMatch: (stage) => signedCode(stage, s3Of(stage), (draft) => ({ ...draft, method: 'PUT' })),
  SlowDown: (stage) => faulty(stage, undefined),
  XAmzContentSHA256Mismatch: (stage) =>
    signedCode(stage, s3Of(stage, 'PUT', '/a-bucket', { body: 'one' }), (draft) => ({
      ...draft,
      body: 'two',
    })),
};
