import { describe, expect, it } from '@jest/globals';
import { UpstreamError } from '../errors/upstream.error.js';
import { serviceProblem } from './service-problem.js';

const place = {
  accountId: '111122223333',
  region: 'eu-west-1',
  clientName: 'S3Client',
  commandName: 'GetObjectCommand',
};

function upstream(name: string, httpStatusCode?: number): UpstreamError {
  const secret = 'CANARY arn:aws:sts::999999999999:assumed-role/hub/i-1';
  return UpstreamError.from(
    Object.assign(new RangeError(secret), { name, $metadata: { httpStatusCode, requestId: 'r-1' } }),
  );
}

describe('an error of a service', () => {
  it.each([
    ['AccessDenied', 403, 403, 'AWS_ACCESS_DENIED', false],
    ['AccessDeniedException', 400, 403, 'AWS_ACCESS_DENIED', false],
    ['UnauthorizedOperation', 403, 403, 'AWS_ACCESS_DENIED', false],
    ['InvalidAccessKeyId', 403, 502, 'AWS_CREDENTIALS_REFUSED', false],
    ['ExpiredToken', 400, 502, 'AWS_CREDENTIALS_REFUSED', false],
    ['SlowDown', 503, 503, 'AWS_UNAVAILABLE', true],
    ['ThrottlingException', 400, 503, 'AWS_UNAVAILABLE', true],
    ['ProvisionedThroughputExceededException', 400, 503, 'AWS_UNAVAILABLE', true],
    ['TooManyRequestsException', 429, 503, 'AWS_UNAVAILABLE', true],
    ['ECONNREFUSED', undefined, 503, 'AWS_UNAVAILABLE', true],
    ['LimitExceededException', 400, 502, 'AWS_ERROR', false],
    ['NoSuchKey', 404, 502, 'AWS_ERROR', false],
    ['InternalServerError', 500, 502, 'AWS_ERROR', true],
  ])('%s (HTTP %p) is answered with %d %s, retryable: %p', (name, status, statusCode, code, retryable) => {
    expect(serviceProblem(upstream(name, status), place)).toMatchObject({ statusCode, code, retryable });
  });

  it('is told with the call, the account, the code and the request id, and without its own text', () => {
    const { message, accountId, region } = serviceProblem(upstream('NoSuchKey', 404), place);
    expect({ accountId, region }).toEqual({ accountId: '111122223333', region: 'eu-west-1' });
    expect(message).toBe(
      'GetObjectCommand of S3Client in account 111122223333 (eu-west-1, NoSuchKey, request id r-1) failed.',
    );
  });

  it('of the hub role names no account', () => {
    const problem = serviceProblem(upstream('AccessDenied', 403), { ...place, accountId: undefined });
    expect(problem).not.toHaveProperty('accountId');
    expect(problem.message).toContain('permissions policy of the hub role');
  });
});
