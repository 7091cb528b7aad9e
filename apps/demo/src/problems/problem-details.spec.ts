import { describe, expect, it } from '@jest/globals';
import { problemDetails } from './problem-details.js';

describe('problem details', () => {
  it('tell the type by the code, and keep what else is known as extensions', () => {
    const problem = {
      statusCode: 403,
      code: 'ASSUME_ROLE_DENIED',
      message: 'STS denied it. Change the trust.',
      retryable: false,
      accountId: '444455556666',
    };
    expect(problemDetails(problem, '/accounts/444455556666/buckets', 'r-1')).toEqual({
      type: 'urn:problem-type:aws-cross-account:assume-role-denied',
      title: 'Assume role denied',
      status: 403,
      detail: 'STS denied it. Change the trust.',
      instance: '/accounts/444455556666/buckets',
      requestId: 'r-1',
      ...problem,
    });
  });

  it('are no more than the status where there is no code', () => {
    const problem = { statusCode: 413, message: 'request entity too large', retryable: false };
    expect(problemDetails(problem, '/sweep/buckets')).toMatchObject({
      type: 'about:blank',
      title: 'Payload Too Large',
      code: 'PAYLOAD_TOO_LARGE',
    });
  });
});
