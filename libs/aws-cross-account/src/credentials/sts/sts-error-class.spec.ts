import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { AssumeRoleDeniedError, StsThrottledError } from '../../errors/credential.errors.js';
import { UpstreamError } from '../../errors/upstream.error.js';
import { classifyStsError } from './sts-error-class.js';

const HUB_ARN = 'arn:aws:sts::999999999999:assumed-role/hub/i-0abc';
const place = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };

function upstream(name: string, httpStatusCode: number | undefined, message = ''): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'request-1' } });
}

function denial(rest: string, action = 'sts:AssumeRole'): AssumeRoleDeniedError {
  const text = `User: ${HUB_ARN} is not authorized to perform: ${action} on resource: ${place.roleArn}${rest}`;
  const error = classifyStsError(upstream('AccessDenied', 403, text), place);
  if (error instanceof AssumeRoleDeniedError) return error;
  throw error;
}

describe('an error of STS', () => {
  it.each([
    ['AccessDenied', 403, 'ASSUME_ROLE_DENIED', false],
    ['Throttling', 400, 'STS_THROTTLED', true],
    ['TooManyRequestsException', 429, 'STS_THROTTLED', true],
    ['ExpiredToken', 403, 'HUB_CREDENTIALS', false],
    ['ExpiredTokenException', 403, 'HUB_CREDENTIALS', false],
    ['InvalidClientTokenId', 403, 'HUB_CREDENTIALS', false],
    ['SignatureDoesNotMatch', 403, 'HUB_CREDENTIALS', true],
    ['RegionDisabledException', 403, 'STS_REGION_DISABLED', false],
    ['ValidationError', 400, 'ASSUME_ROLE_REJECTED', false],
    ['MalformedPolicyDocumentException', 400, 'ASSUME_ROLE_REJECTED', false],
    ['PackedPolicyTooLargeException', 400, 'ASSUME_ROLE_REJECTED', false],
    ['InternalFailure', 500, 'STS_UNAVAILABLE', true],
    ['ServiceUnavailable', 503, 'STS_UNAVAILABLE', true],
    ['ECONNRESET', undefined, 'STS_UNAVAILABLE', true],
    ['AbortError', undefined, 'STS_UNAVAILABLE', true],
  ])('%s (HTTP %p) is %s, retryable: %p', (name, status, code, retryable) => {
    const error = classifyStsError(upstream(name, status), place);
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toMatch(/\.$/);
  });

  it.each([
    ['ExpiredToken', false],
    ['InvalidClientTokenId', false],
    ['SignatureDoesNotMatch', true],
  ])('%s on a call of a role on the way is not laid to the hub role', (name, retryable) => {
    const error = classifyStsError(upstream(name, 403), { ...place, isChained: true });
    expect(error).toMatchObject({ code: 'VIA_CREDENTIALS', retryable, accountId: place.accountId });
    expect(error.message).toContain('the role in via');
    expect(error.message).not.toContain('hub');
  });

  it.each([
    ['ValidationError', "1 validation error detected: Value 'CANARY' at 'tags.1.member.value' failed"],
    ['ValidationError', "1 validation error detected: Value '{\"a\":\"'CANARY'\"}' at 'policy' failed"],
    ['MalformedPolicyDocumentException', 'Resource CANARY must be in ARN format or "*".'],
  ])('%s does not repeat what was sent: %s', (name, message) => {
    const raw = classifyStsError(upstream(name, 400, message), place);
    expect(inspect(raw, { showHidden: true, depth: 12 })).not.toContain('CANARY');
  });

  it('names the argument that STS found wrong', () => {
    const text = "Value 'x' at 'tags.1.member.value' failed to satisfy constraint";
    const { message } = classifyStsError(upstream('ValidationError', 400, text), place);
    expect(message).toContain("at 'tags.1.member.value' failed to satisfy constraint");
  });

  it('of the network is known by its code', () => {
    const error = classifyStsError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), place);
    expect(error).toMatchObject({ code: 'STS_UNAVAILABLE', cause: { upstreamCode: 'ECONNREFUSED' } });
  });

  it('that is ours already stays what it is', () => {
    const own = new StsThrottledError({ place });
    expect(classifyStsError(own, place)).toBe(own);
  });

  it('keeps no signature, token or request of the SDK', () => {
    const raw = Object.assign(
      upstream('SignatureDoesNotMatch', 403, 'canonical: x-amz-security-token:CANARY'),
      {
        $response: { headers: { authorization: 'CANARY' } },
        $responseBodyText: 'CANARY',
        'Token-0': 'CANARY',
      },
    );
    expect(inspect(classifyStsError(raw, place), { showHidden: true, depth: 12 })).not.toContain('CANARY');
  });
});

describe('a denial', () => {
  it.each([
    ['', 'unknown'],
    [' because no role trust policy allows the sts:AssumeRole action', 'role-trust'],
    [' with an explicit deny in the role trust policy', 'role-trust'],
    [' because no resource-based policy allows the sts:AssumeRole action', 'role-trust'],
    [' because no identity-based policy allows the sts:AssumeRole action', 'hub-permissions'],
    [' with an explicit deny in an identity-based policy', 'hub-permissions'],
    [' because no permissions boundary allows the sts:AssumeRole action', 'hub-permissions'],
    [' with an explicit deny in a service control policy', 'organization-policy'],
  ])('ending in %p is laid to %s', (rest, deniedBy) => {
    expect(denial(rest).deniedBy).toBe(deniedBy);
  });

  it('names the action that was denied', () => {
    expect(denial('', 'sts:TagSession')).toMatchObject({ deniedAction: 'sts:TagSession' });
  });

  it('says which policy to change, and does not name the hub role', () => {
    const trust = denial(' because no role trust policy allows the sts:AssumeRole action');
    expect(trust.message).toContain("role's trust policy in account 111122223333");
    const permissions = denial(' because no identity-based policy allows the sts:AssumeRole action');
    expect(permissions.message).toContain("hub role's permissions policy");
    const chained = classifyStsError(upstream('AccessDenied', 403, 'no permissions boundary allows it'), {
      ...place,
      isChained: true,
    });
    expect(chained.message).toContain('the permissions policy of the role in via');
    for (const { message } of [trust, permissions, denial('')]) expect(message).not.toContain(HUB_ARN);
  });
});

describe('what a fallback region says of the key', () => {
  it('is not the last word: the region may be off for the hub account', () => {
    const error = classifyStsError(upstream('InvalidClientTokenId', 403), place, false);
    expect(error).toMatchObject({ code: 'STS_UNAVAILABLE', retryable: true });
  });
});

describe('a credential_process that fails', () => {
  it('is not repeated: its command line and its output may hold anything', () => {
    const failure = Object.assign(new RangeError('Command failed: get-keys --token CANARY\nCANARY'), {
      name: 'CredentialsProviderError',
    });
    expect(UpstreamError.from(failure).message).toBe('the credential_process of the profile failed');
  });
});
