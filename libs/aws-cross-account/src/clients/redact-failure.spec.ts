import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { redacted } from './redact-failure.js';

const print = (value: unknown): string => inspect(value, { showHidden: true, depth: 10 });

class ServiceError extends Error {
  override readonly name = 'ExpiredToken';
}

describe('an error of the SDK', () => {
  it.each([
    'Token-0',
    'Token',
    'SecurityToken',
    'StringToSign',
    'StringToSignBytes',
    'CanonicalRequest',
    'CanonicalRequestBytes',
  ])('keeps its class and its other fields, and loses what %s holds', (field) => {
    const error = Object.assign(new ServiceError('no'), {
      [field]: 'CANARY',
      RequestId: 'r-1',
      $fault: 'client',
    });
    expect(redacted(error)).toBe(error);
    expect(print(error)).not.toContain('CANARY');
    expect(error).toMatchObject({ message: 'no', RequestId: 'r-1', $fault: 'client' });
  });

  it.each([
    "The Canonical String should have been\n'POST\n/\n\nhost:x\nx-amz-security-token:CANARY+/==\n\nhost;x-amz-security-token\nabc'",
    'https://s3.amazonaws.com/?X-Amz-Security-Token=CANARY%2F&X-Amz-Signature=abc was refused',
    '{"X-Amz-Security-Token": "CANARY"}',
    String.raw`{\"x-amz-security-token\":\"CANARY\"}`,
    'x-amz-s3session-token:CANARY+/==',
    'X-Amz-Security-Token%3DCANARY&next',
  ])('loses the token of the request that its text repeats, and keeps the rest: %s', (text) => {
    const error = Object.assign(new ServiceError(text), { Message: text });
    redacted(error);
    expect(print(error)).not.toContain('CANARY');
    expect(error.message).toBe(text.replace(/CANARY[^\s"'\\,&]*/, '[redacted]'));
  });

  it('loses the raw answer, and keeps its status and headers', () => {
    const $response = { statusCode: 400, headers: { date: 'now' }, body: { req: { _header: 'CANARY' } } };
    const error = Object.defineProperty(new ServiceError('no'), '$response', { value: $response });
    redacted(error);
    expect(print(error)).not.toContain('CANARY');
    expect(error).toMatchObject({ $response: { statusCode: 400, headers: { date: 'now' } } });
  });

  it('is copied where the SDK has locked the text of the answer, and the copy is as good an error', () => {
    const error = Object.defineProperty(new ServiceError('no'), '$responseBodyText', { value: 'CANARY' });
    const copy = redacted(error);
    expect(print(copy)).not.toContain('CANARY');
    expect(copy).toBeInstanceOf(ServiceError);
    expect(copy).toMatchObject({ message: 'no', name: 'ExpiredToken', stack: error.stack });
  });

  it('is never replaced by an error of the cleaning, however much of it is locked', () => {
    const $response = Object.freeze({ statusCode: 400, body: 'what it said' });
    const error = Object.assign(new ServiceError('no'), { $response });
    expect(redacted(Object.freeze(error))).toBe(error);
  });

  it('may be anything', () => {
    for (const value of [undefined, null, 'text', 4, Object.freeze({ Token: 'x' })])
      expect(redacted(value)).toBe(value);
  });
});
