import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { identityProblem } from './identity-problem.js';

const keys = { accessKeyId: 'AKIACANARY', secretAccessKey: 'canary-secret' };

describe('what a credential provider answers', () => {
  it.each([
    ['keys alone', keys],
    ['keys with a session token', { ...keys, sessionToken: 'canary-token' }],
    ['keys with an expiration', { ...keys, expiration: new Date(0) }],
    ['a date of another realm', { ...keys, expiration: runInNewContext('new Date()') as Date }],
    ['inherited keys', Object.create(keys) as object],
  ])('can be used: %s', (_, identity) => {
    expect(identityProblem(identity)).toBeUndefined();
  });

  it.each([
    [undefined, 'no credentials were provided'],
    [null, 'no credentials were provided'],
    ['AKIACANARY', 'no credentials were provided'],
    [{}, 'they lack accessKeyId or secretAccessKey'],
    [{ accessKeyId: 'AKIACANARY' }, 'they lack accessKeyId or secretAccessKey'],
    [{ ...keys, secretAccessKey: '' }, 'they lack accessKeyId or secretAccessKey'],
    [{ ...keys, accessKeyId: 7 }, 'they lack accessKeyId or secretAccessKey'],
    [{ ...keys, expiration: '2026-01-01T00:00:00Z' }, 'their expiration is no date'],
    [{ ...keys, expiration: 1_767_225_600_000 }, 'their expiration is no date'],
    [{ ...keys, expiration: null }, 'their expiration is no date'],
    [{ ...keys, expiration: new Date('soon') }, 'their expiration is no date'],
  ])('is said to be wrong, in words without a key: %j', (identity, problem) => {
    expect(identityProblem(identity)).toBe(problem);
  });
});
