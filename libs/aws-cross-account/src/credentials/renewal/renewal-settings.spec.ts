import { describe, expect, it } from '@jest/globals';
import { renewalSettings } from './renewal-settings.js';

const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'inventory' };

describe('the settings of renewal', () => {
  it('have defaults', () => {
    expect(renewalSettings({}, {})).toEqual({
      onDemand: false,
      windows: { short: 300, medium: 900, long: 3_600, mandatory: 60 },
      staleMs: 3_600_000,
      keepDenied: false,
    });
  });

  it('are what was given, in milliseconds, and the defaults where undefined was', () => {
    const refreshWindows = { short: 30, medium: undefined, mandatory: 10 };
    expect(
      renewalSettings(
        { refresh: 'on-demand', refreshWindows, staleSeconds: 0, keepDeniedSessions: true },
        {},
      ),
    ).toEqual({
      onDemand: true,
      windows: { short: 30, medium: 900, long: 3_600, mandatory: 10 },
      staleMs: 0,
      keepDenied: true,
    });
  });

  it.each([
    ['on demand on Lambda', {}, LAMBDA, true],
    ['in the background elsewhere', {}, {}, false],
    [
      'in the background where the name of the function is empty',
      {},
      { AWS_LAMBDA_FUNCTION_NAME: '' },
      false,
    ],
    ['as it was said, on Lambda too', { refresh: 'background' }, LAMBDA, false],
    ['on demand on Lambda when undefined was said', { refresh: undefined }, LAMBDA, true],
  ] as const)('renew %s', (_, options, env, onDemand) => {
    expect(renewalSettings(options, env).onDemand).toBe(onDemand);
  });
});
