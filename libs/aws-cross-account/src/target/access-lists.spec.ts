import { describe, expect, it } from '@jest/globals';
import { TargetRefusedError } from '../errors/target.errors.js';
import { AccessLists } from './access-lists.js';
import type { AccessOptions } from './access-options.js';
import type { AccountTarget } from './account-target.js';
import { Regions } from './region.js';
import { TargetResolver, type TargetSettings } from './target-resolver.js';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const MIDDLE = '555566667777';
const BROKER = `arn:aws:iam::${MIDDLE}:role/broker`;
const roleIn = (accountId: string, role: string): string => `arn:aws:iam::${accountId}:role/${role}`;

const SETTINGS: TargetSettings = {
  roleName: 'reader',
  region: 'eu-west-1',
  partition: 'aws',
  sessionName: 'app@host',
};

function resolver(access: AccessOptions, settings: Partial<TargetSettings> = {}): TargetResolver {
  return new TargetResolver({ ...SETTINGS, ...settings }, new Regions(), new AccessLists(access));
}

/** The rule that refuses a target; undefined when none does. */
function refusedBy(
  target: AccountTarget,
  access: AccessOptions,
  settings: Partial<TargetSettings> = {},
): string | undefined {
  try {
    resolver(access, settings).resolve(target);
    return undefined;
  } catch (error) {
    if (error instanceof TargetRefusedError) return error.rule;
    throw error;
  }
}

describe('the accounts', () => {
  it('are those of the list, and all without one', () => {
    expect(refusedBy({ accountId: ACCOUNT }, { allowedAccounts: [ACCOUNT] })).toBeUndefined();
    expect(refusedBy({ accountId: OTHER }, { allowedAccounts: [ACCOUNT] })).toBe('access.allowedAccounts');
    expect(refusedBy({ accountId: OTHER }, { allowedAccounts: [] })).toBe('access.allowedAccounts');
    expect(refusedBy({ accountId: OTHER }, { allowedAccounts: 'any-that-trusts-us' })).toBeUndefined();
    expect(refusedBy({ accountId: OTHER }, {})).toBeUndefined();
  });

  it('are refused however the target names them', () => {
    const access: AccessOptions = { allowedAccounts: [ACCOUNT] };
    expect(refusedBy({ roleArn: roleIn(OTHER, 'reader') }, access)).toBe('access.allowedAccounts');
    const provided: Partial<TargetSettings> = { accountOverrides: { [OTHER]: { credentials: 'hub-role' } } };
    expect(refusedBy({ accountId: OTHER }, access, provided)).toBe('access.allowedAccounts');
  });

  it('that are denied stay out although another rule allows them, and on the way too', () => {
    const both: AccessOptions = { allowedAccounts: [ACCOUNT], deniedAccounts: [ACCOUNT, MIDDLE] };
    expect(refusedBy({ accountId: ACCOUNT }, both)).toBe('access.deniedAccounts');
    const onTheWay = { roleArn: roleIn(OTHER, 'x'), via: BROKER };
    for (const via of [BROKER, onTheWay]) {
      const target = { accountId: OTHER, via };
      expect(refusedBy(target, { deniedAccounts: [MIDDLE], allowedRoles: () => true })).toBe(
        'access.deniedAccounts',
      );
    }
  });
});

describe('the regions', () => {
  it('are those of the list, for a default region as well', () => {
    const access: AccessOptions = { allowedRegions: ['eu-west-1'] };
    expect(refusedBy({ accountId: ACCOUNT }, access)).toBeUndefined();
    expect(refusedBy({ accountId: ACCOUNT, region: 'us-east-1' }, access)).toBe('access.allowedRegions');
    const elsewhere = { accountOverrides: { [ACCOUNT]: { region: 'us-east-1' } } };
    expect(refusedBy({ accountId: ACCOUNT }, access, elsewhere)).toBe('access.allowedRegions');
  });
});

describe('the roles, where none are listed', () => {
  const settings: Partial<TargetSettings> = {
    via: BROKER,
    accountOverrides: {
      [ACCOUNT]: { roleName: 'special' },
      [OTHER]: { roleArn: roleIn(OTHER, 'team/theirs') },
    },
    sessionFor: ({ region }) => (region === 'us-east-1' ? { roleName: 'answered' } : undefined),
  };

  it.each<AccountTarget>([
    { accountId: ACCOUNT },
    { accountId: ACCOUNT, roleName: 'reader' },
    { accountId: ACCOUNT, roleName: 'special' },
    { accountId: ACCOUNT, roleName: 'answered', region: 'us-east-1' },
    { accountId: OTHER },
    { roleArn: roleIn(OTHER, 'team/theirs') },
    { roleArn: roleIn(MIDDLE, 'reader'), via: { roleArn: BROKER, externalId: 'another' } },
  ])('are those that the options name: %j', (target) => {
    expect(refusedBy(target, {}, settings)).toBeUndefined();
  });

  it.each<AccountTarget>([
    { accountId: ACCOUNT, roleName: 'admin' },
    { roleArn: roleIn(ACCOUNT, 'admin') },
    { accountId: OTHER, roleName: 'special' },
    { accountId: OTHER, roleName: 'theirs' },
    { accountId: OTHER, roleName: 'answered' },
    { accountId: ACCOUNT, via: roleIn(MIDDLE, 'reader') },
    { accountId: ACCOUNT, via: { roleArn: BROKER, via: roleIn(MIDDLE, 'other') } },
  ])('are no others: %j', (target) => {
    expect(refusedBy(target, {}, settings)).toBe('access.allowedRoles');
  });
});

describe('the roles that are listed', () => {
  const access: AccessOptions = { allowedRoles: ['writer', roleIn(OTHER, 'team/theirs'), BROKER] };

  it.each<AccountTarget>([
    { accountId: ACCOUNT, roleName: 'writer' },
    { roleArn: roleIn(MIDDLE, 'team/writer') },
    { roleArn: roleIn(OTHER, 'team/theirs') },
    { accountId: ACCOUNT, roleName: 'writer', via: BROKER },
  ])('may be assumed: %j', (target) => {
    expect(refusedBy(target, access)).toBeUndefined();
  });

  it.each<AccountTarget>([
    { accountId: ACCOUNT },
    { roleArn: roleIn(ACCOUNT, 'team/theirs') },
    { accountId: ACCOUNT, roleName: 'writer', via: roleIn(MIDDLE, 'writer') },
  ])('are the only ones: %j', (target) => {
    expect(refusedBy(target, access)).toBe('access.allowedRoles');
  });

  it('do not matter to accounts whose credentials are provided: no role is assumed there', () => {
    const settings: Partial<TargetSettings> = {
      accountOverrides: { [ACCOUNT]: { credentials: 'hub-role' } },
    };
    expect(refusedBy({ accountId: ACCOUNT }, access, settings)).toBeUndefined();
  });
});

describe('a target that is refused', () => {
  it('is not remembered, and does not come to stand for another one that is allowed', () => {
    const targets = resolver({});
    const refused = { accountId: ACCOUNT, roleName: 'admin' };
    expect(targets.locate(refused)).not.toBe(targets.locate(refused));
    const allowed = targets.resolve({ accountId: ACCOUNT });
    expect(() => targets.resolve(refused)).toThrow(TargetRefusedError);
    expect(targets.resolve({ accountId: ACCOUNT, roleName: 'reader' })).toBe(allowed);
  });

  it('is refused in one text, whichever rule it was', () => {
    const texts = [{ allowedAccounts: [] }, { deniedAccounts: [ACCOUNT] }, { allowedRegions: [] }].map(
      (access) => {
        try {
          return resolver(access).resolve({ accountId: ACCOUNT });
        } catch (error) {
          return (error as Error).message;
        }
      },
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toContain(ACCOUNT);
  });
});
