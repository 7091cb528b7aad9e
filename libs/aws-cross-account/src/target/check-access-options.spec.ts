import { describe, expect, it } from '@jest/globals';
import { InvalidOptionError } from '../errors/option.errors.js';
import { type AccessControlOptions, requestTargetsAreGoverned } from './access-options.js';
import { checkAccessOptions, copiedAccess } from './check-access-options.js';
import { Regions } from './region.js';

function problemOf(options: unknown): [string, string] | undefined {
  try {
    checkAccessOptions(options as AccessControlOptions, new Regions(['eu-west-9']));
  } catch (error) {
    if (error instanceof InvalidOptionError) return [error.option, error.message];
    throw error;
  }
  return undefined;
}

describe('the options of access', () => {
  it.each<AccessControlOptions>([
    {},
    { access: {}, hubAccountId: '999999999999' },
    { access: { allowedAccounts: ['111122223333'], deniedAccounts: [] } },
    { access: { allowedAccounts: 'any-that-trusts-us', allowHubAccount: true } },
    { access: { allowedAccounts: () => true, allowedRoles: async () => true } },
    { access: { allowedRegions: ['eu-west-1', 'eu-west-9'] } },
    { access: { allowedRoles: ['reader', 'arn:aws:iam::111122223333:role/team/x'] } },
    { access: { authorize: () => true, principal: () => 'someone' } },
  ])('may be %j', (options) => {
    expect(problemOf(options)).toBeUndefined();
  });

  it.each([
    ['hubAccountId', { hubAccountId: 999_999_999_999 }],
    ['hubAccountId', { hubAccountId: '99999999999' }],
    ['access', { access: null }],
    ['access', { access: ['111122223333'] }],
    ['access.allowedAccount', { access: { allowedAccount: [] } }],
    ['access.allowedAccounts', { access: { allowedAccounts: 'any-that-trust-us' } }],
    ['access.allowedAccounts', { access: { allowedAccounts: '111122223333' } }],
    ['access.allowedAccounts', { access: { allowedAccounts: null } }],
    ['access.allowedAccounts[1]', { access: { allowedAccounts: ['111122223333', 111122223333] } }],
    ['access.deniedAccounts', { access: { deniedAccounts: () => true } }],
    ['access.deniedAccounts[0]', { access: { deniedAccounts: ['*'] } }],
    ['access.allowedRegions', { access: { allowedRegions: 'eu-west-1' } }],
    ['access.allowedRegions[0]', { access: { allowedRegions: ['eu-west-99'] } }],
    ['access.allowedRoles', { access: { allowedRoles: 'reader' } }],
    ['access.allowedRoles[0]', { access: { allowedRoles: ['team/reader'] } }],
    ['access.allowedRoles[0]', { access: { allowedRoles: ['arn:aws:iam::*:role/reader'] } }],
    ['access.authorize', { access: { authorize: true } }],
    ['access.principal', { access: { principal: 'user' } }],
    ['access.allowHubAccount', { access: { allowHubAccount: 'yes' } }],
  ])('are refused by the path of what is wrong: %s', (path, options) => {
    expect(problemOf(options)).toEqual([path, expect.stringContaining(`option ${path}: `)]);
  });

  it('are copied with their lists', () => {
    const allowedAccounts = ['111122223333'];
    const copy = copiedAccess({ allowedAccounts });
    allowedAccounts.push('444455556666');
    expect(copy).toEqual({ allowedAccounts: ['111122223333'] });
  });
});

describe('targets of requests', () => {
  it.each<[boolean, AccessControlOptions]>([
    [false, {}],
    [false, { access: {} }],
    [false, { access: { deniedAccounts: ['111122223333'], allowedRegions: ['eu-west-1'] } }],
    [true, { access: { allowedAccounts: [] } }],
    [true, { access: { allowedAccounts: 'any-that-trusts-us' } }],
    [true, { access: { allowedAccounts: () => true } }],
    [true, { access: { authorize: () => true } }],
  ])('are governed (%p) by %j', (governed, options) => {
    expect(requestTargetsAreGoverned(options)).toBe(governed);
  });
});
