import { describe, expect, it } from '@jest/globals';
import { HubCredentialsError } from '../errors/credential.errors.js';
import { hubRoleHealth } from './factory-health.js';

const MINUTE = 60_000;
const FAILED = { error: new HubCredentialsError('IMDS timed out.'), at: 0 };

describe('the health of the hub role', () => {
  it.each([undefined, 'expired'] as const)(
    'is failing for ten minutes after a failure that left nothing to use (%s), and then unknown',
    (state) => {
      const at = (wall: number): string => hubRoleHealth({ state, failure: FAILED }, undefined, wall).state;
      expect([at(0), at(10 * MINUTE - 1), at(10 * MINUTE)]).toEqual(['failing', 'failing', 'unknown']);
    },
  );

  it('is unknown when its credentials expired because nobody needed it', () => {
    const health = hubRoleHealth({ state: 'expired', failure: undefined }, undefined, 0);
    expect(health).toEqual({ state: 'unknown', error: undefined });
  });

  it('is well while its credentials last, even if renewing them fails', () => {
    expect(hubRoleHealth({ state: 'mandatory', failure: FAILED }, undefined, 0).state).toBe('well');
  });
});
