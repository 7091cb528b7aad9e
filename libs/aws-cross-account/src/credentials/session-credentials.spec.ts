import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { credentials } from './testing/scripted-source.js';

const SECRETS = /secret-1|token-1|ASIA1/;

describe('the credentials of a session', () => {
  const held = credentials(1, '111122223333', 0, 3_600_000);

  it('cannot be printed by accident, nor can a copy that was handed out', () => {
    for (const value of [held, { nested: [held] }, held.toIdentity(), { nested: [held.toIdentity()] }]) {
      expect(inspect(value, { showHidden: true, depth: 9 })).not.toMatch(SECRETS);
      expect(JSON.stringify(value)).not.toMatch(SECRETS);
    }
  });

  it('are handed out as a new object each time, complete when spread, and open to additions', () => {
    const identity = held.toIdentity();
    expect({ ...identity }).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret-1',
      sessionToken: 'token-1',
      expiration: new Date(3_600_000),
      accountId: '111122223333',
    });
    expect(held.toIdentity()).not.toBe(identity);
    expect(Object.isExtensible(identity)).toBe(true);
  });
});
