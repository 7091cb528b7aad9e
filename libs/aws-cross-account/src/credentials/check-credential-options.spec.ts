import { describe, expect, it } from '@jest/globals';
import { Regions } from '../target/region.js';
import { checkCredentialOptions } from './check-credential-options.js';
import type { CredentialOptions } from './credential-options.js';

const check = (options: unknown): void => checkCredentialOptions(options as CredentialOptions, new Regions());

describe('the options of credentials', () => {
  it.each([
    {},
    { credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }) },
    { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    { sts: {} },
    { sts: { region: 'us-west-2', endpoint: 'http://127.0.0.1:4566' } },
  ])('%p are right', (options) => {
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
  ])('name %s when it is wrong, and repeat no key', (option, options) => {
    expect(() => check(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', option }));
    expect(() => check(options)).not.toThrow(/CANARY/);
  });
});
