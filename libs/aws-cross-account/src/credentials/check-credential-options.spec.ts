import { describe, expect, it } from '@jest/globals';
import { Regions } from '../target/region.js';
import { checkCredentialOptions, copiedGroups } from './check-credential-options.js';
import type { CredentialOptions } from './credential-options.js';
import { checkStsRegions } from './sts/check-sts-options.js';
import type { StsOptions } from './sts/sts-settings.js';

const check = (options: unknown): void => checkCredentialOptions(options as CredentialOptions, new Regions());

describe('the options of credentials', () => {
  it.each([
    {},
    { credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }) },
    { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    { sts: {} },
    { sts: { region: 'us-west-2', endpoint: 'http://127.0.0.1:4566' } },
    { sts: { endpoint: 'http://127.0.0.1:4566', fallbackRegions: [] } },
    { sts: { region: 'us-west-2', fallbackRegions: ['us-east-1', 'eu-west-1'], replicas: undefined } },
    { sts: { callsPerSecond: 1.5, replicas: 15, queueSize: 1, queueSeconds: 0.1 } },
    { sts: { connectSeconds: 0.1, attemptSeconds: 0.5, totalSeconds: 0.5 } },
    { refresh: 'background', refreshWindows: {}, staleSeconds: 0, keepDeniedSessions: true },
    { refresh: 'on-demand', refreshWindows: { short: 60, long: 43_200 }, staleSeconds: 86_400 },
    { refreshWindows: { short: 1, mandatory: 1, medium: undefined } },
    { cache: {} },
    { cache: { clients: 1, credentials: 1, denials: 1_000_000 } },
  ])('%j are right', (options) => {
    expect(() => check(options)).not.toThrow();
  });

  it.each([
    ['credentials', { credentials: 'AKIACANARY' }],
    ['credentials', { credentials: { accessKeyId: 'AKIACANARY' } }],
    ['sts', { sts: 'us-west-2' }],
    ['sts.regoin', { sts: { regoin: 'us-west-2' } }],
    ['sts.region', { sts: { region: 'mars-1' } }],
    ['sts.endpoint', { sts: { endpoint: 'sts.internal' } }],
    ['sts.endpoint', { sts: { endpoint: 'file:///etc/passwd' } }],
    ['sts', { sts: ['us-west-2'] }],
    ['sts.fallbackRegions', { sts: { fallbackRegions: 'us-east-1' } }],
    ['sts.fallbackRegions[1]', { sts: { fallbackRegions: ['us-east-1', 'mars-1'] } }],
    ['sts.fallbackRegions[0]', { sts: { fallbackRegions: [undefined] } }],
    ['sts.fallbackRegions[2]', { sts: { fallbackRegions: ['us-east-1', 'eu-west-1', 'us-east-1'] } }],
    ['sts.fallbackRegions', { sts: { endpoint: 'https://sts.internal', fallbackRegions: ['us-east-1'] } }],
    ['sts.totalSeconds', { sts: { attemptSeconds: 5, totalSeconds: 4 } }],
    ['sts.totalSeconds', { sts: { attemptSeconds: 11 } }],
    ['sts.replicas', { sts: { callsPerSecond: 10, replicas: 101 } }],
    ['refresh', { refresh: 'sometimes' }],
    ['refreshWindows', { refreshWindows: 300 }],
    ['refreshWindows.tiny', { refreshWindows: { tiny: 300 } }],
    ['refreshWindows.mandatory', { refreshWindows: { mandatory: 301 } }],
    ['refreshWindows.mandatory', { refreshWindows: { medium: 30 } }],
    ['keepDeniedSessions', { keepDeniedSessions: 'yes' }],
    ['cache', { cache: 20_000 }],
    ['cache.tokens', { cache: { tokens: 1 } }],
  ])('name %s when it is wrong, and repeat no key', (option, options) => {
    expect(() => check(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', option }));
    expect(() => check(options)).not.toThrow(/CANARY/);
  });

  it.each([
    ['sts.callsPerSecond', 1, 10_000],
    ['sts.replicas', 1, 3_600],
    ['sts.queueSize', 1, 10_000],
    ['sts.queueSeconds', 0.1, 300],
    ['sts.connectSeconds', 0.1, 60],
    ['sts.attemptSeconds', 0.1, 10],
    ['sts.totalSeconds', 0.1, 300],
    ['refreshWindows.short', 60, 43_200],
    ['refreshWindows.medium', 60, 43_200],
    ['refreshWindows.long', 60, 43_200],
    ['refreshWindows.mandatory', 1, 300],
    ['staleSeconds', 0, 86_400],
    ['cache.clients', 1, 1_000_000],
    ['cache.credentials', 1, 1_000_000],
    ['cache.denials', 1, 1_000_000],
  ])('take %s from %d to %d, and nothing else for a number', (path, min, max) => {
    const options = (value: unknown): unknown =>
      path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    for (const value of [min, max]) expect(() => check(options(value))).not.toThrow();
    for (const value of [
      Number.NaN,
      Infinity,
      -Infinity,
      -1,
      String(min),
      null,
      true,
      {},
      -0.01,
      max * 1e9,
    ]) {
      expect(() => check(options(value))).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', option: path }),
      );
    }
  });

  it.each(['sts.replicas', 'sts.queueSize', 'cache.credentials', 'cache.denials'])(
    'take no half for %s',
    (path) => {
      const [group = '', name = ''] = path.split('.');
      expect(() => check({ [group]: { [name]: 1.5 } })).toThrow(
        `option ${path}: expected a whole number from 1 to`,
      );
    },
  );

  it.each([
    [{ sts: { queueSize: 0 } }, 'option sts.queueSize: expected a whole number from 1 to 10000, got 0.'],
    [{ refresh: 'never' }, "option refresh: expected 'background' or 'on-demand', got \"never\"."],
    [{ cache: 5 }, 'option cache: expected an object with any of clients, credentials, denials, got 5.'],
    [{ cache: { all: 5 } }, 'option cache.all: unknown option. Known are clients, credentials, denials.'],
    [
      { sts: { attemptSeconds: 20 } },
      'option sts.totalSeconds: expected at least what one attempt may take (attemptSeconds, 20), got 10, the default.',
    ],
    [
      { refreshWindows: { short: 30 } },
      'option refreshWindows.mandatory: expected at most 30, the shortest of the other windows, got the default, 60.',
    ],
  ])('%j say what was expected and what was got', (options, message) => {
    expect(() => check(options)).toThrow(`AwsCrossAccountModule: ${message}`);
  });
});

describe('the regions of STS', () => {
  const regionsOf = (sts: StsOptions | undefined, region = 'eu-west-1', partition = 'aws'): void =>
    checkStsRegions(sts, { region, partition }, new Regions());

  it.each([
    [undefined],
    [{}],
    [{ region: 'us-west-2' }],
    [{ fallbackRegions: ['us-west-2', 'us-east-1'] }],
    [{ region: 'us-west-2', fallbackRegions: ['eu-west-1'] }],
  ])('%j fit a hub in eu-west-1', (sts) => {
    expect(() => regionsOf(sts)).not.toThrow();
  });

  it.each([
    ['sts.region', { region: 'cn-north-1' }],
    ['sts.fallbackRegions[1]', { fallbackRegions: ['us-east-1', 'us-gov-west-1'] }],
    ['sts.fallbackRegions[0]', { fallbackRegions: ['eu-west-1'] }],
    ['sts.fallbackRegions[1]', { region: 'us-west-2', fallbackRegions: ['eu-west-1', 'us-west-2'] }],
  ])('name %s where they do not', (option, sts) => {
    expect(() => regionsOf(sts)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', option }));
  });
});

describe('copied groups of options', () => {
  it('are what was given, also computed, and change no more', () => {
    const fallbackRegions = ['us-east-1'];
    const given = {
      sts: {
        get region() {
          return 'us-west-2';
        },
        fallbackRegions,
      },
      refreshWindows: { short: 60 },
      cache: { credentials: 5 },
    };
    const copy = copiedGroups(given);
    const before = {
      sts: { region: 'us-west-2', fallbackRegions: ['us-east-1'] },
      refreshWindows: { short: 60 },
      cache: { credentials: 5 },
    };
    expect(copy).toEqual(before);
    fallbackRegions.push('mars-1');
    given.refreshWindows.short = 1;
    given.cache.credentials = 0;
    expect(copy).toEqual(before);
  });

  it('are none where none were given', () => {
    expect(copiedGroups({ staleSeconds: 5 })).toEqual({});
  });
});
