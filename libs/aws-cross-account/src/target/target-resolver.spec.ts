import { describe, expect, it } from '@jest/globals';
import { InvalidTargetError, NoHubRoleForPartitionError } from '../errors/target.errors.js';
import type { AccountTarget } from './account-target.js';
import { Regions } from './region.js';
import { type TargetSettings, TargetResolver } from './target-resolver.js';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';

function resolver(settings: Partial<TargetSettings> = {}): TargetResolver {
  return new TargetResolver(
    { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host', ...settings },
    new Regions(),
  );
}

function refusal(target: unknown, settings: Partial<TargetSettings> = {}): InvalidTargetError {
  try {
    resolver(settings).resolve(target as AccountTarget);
  } catch (error) {
    if (error instanceof InvalidTargetError) return error;
    throw error;
  }
  throw new RangeError('the target was taken');
}

describe('a target of an account id alone', () => {
  it('means the configured role in the default region', () => {
    expect(resolver().resolve({ accountId: ACCOUNT })).toMatchObject({
      accountId: ACCOUNT,
      region: 'eu-west-1',
      partition: 'aws',
      session: {
        kind: 'assume-role',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
        sessionName: 'app@host',
      },
    });
  });

  it('is remembered with 20,000 others, and not with all that there ever were', () => {
    const targets = resolver();
    const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1'];
    const complete = (index: number, region: string) =>
      targets.complete({ accountId: String(200_000_000_000 + index), region });
    const sweep = (accounts: number) => {
      for (let index = 1; index <= accounts; index += 1)
        for (const region of regions) complete(index, region);
    };
    const first = complete(0, 'eu-west-1');
    sweep(3_900);
    expect(complete(0, 'eu-west-1')).toBe(first);
    sweep(5_000);
    expect(complete(0, 'eu-west-1')).not.toBe(first);
  });

  it('is the same object each time, whichever way it is written', () => {
    const targets = resolver();
    const resolved = targets.resolve({ accountId: ACCOUNT });
    expect(targets.resolve({ accountId: ACCOUNT })).toBe(resolved);
    expect(targets.resolve({ accountId: ACCOUNT, region: 'eu-west-1' })).toBe(resolved);
    expect(targets.resolve({ roleArn: `arn:aws:iam::${ACCOUNT}:role/reader` })).toBe(resolved);
  });

  it('shares its session, but not its client, with the same account in another region', () => {
    const targets = resolver();
    const here = targets.resolve({ accountId: ACCOUNT });
    const there = targets.resolve({ accountId: ACCOUNT, region: 'us-east-1' });
    expect(there).not.toBe(here);
    expect(there.sessionKey).toBe(here.sessionKey);
  });
});

describe('fields of the role session', () => {
  const settings: Partial<TargetSettings> = {
    externalId: 'of-the-module',
    rolePath: '/teams/',
    accountOverrides: { [ACCOUNT]: { externalId: 'of-the-account', region: 'us-east-1' } },
    sessionFor: () => ({ externalId: 'of-the-function', durationSeconds: 900 }),
  };

  it('come from the target first', () => {
    const { session } = resolver(settings).resolve({ accountId: ACCOUNT, externalId: 'of-the-target' });
    expect(session).toMatchObject({ externalId: 'of-the-target', durationSeconds: 900 });
  });

  it('come from the override of the account next', () => {
    const { session, region } = resolver(settings).resolve({ accountId: ACCOUNT });
    expect(session).toMatchObject({ externalId: 'of-the-account' });
    expect(region).toBe('us-east-1');
  });

  it('come from sessionFor next, and from the module last', () => {
    const targets = resolver(settings);
    expect(targets.resolve({ accountId: OTHER_ACCOUNT }).session).toMatchObject({
      externalId: 'of-the-function',
      roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/teams/reader`,
    });
    const plain = resolver({ externalId: 'of-the-module' }).resolve({ accountId: OTHER_ACCOUNT });
    expect(plain.session).toMatchObject({ externalId: 'of-the-module' });
  });

  it('name the role as a whole: a role name in the target wins over a role ARN in the override', () => {
    const targets = resolver({
      accountOverrides: { [ACCOUNT]: { roleArn: `arn:aws:iam::${ACCOUNT}:role/special` } },
    });
    expect(targets.resolve({ accountId: ACCOUNT }).session).toMatchObject({
      roleArn: `arn:aws:iam::${ACCOUNT}:role/special`,
    });
    expect(targets.resolve({ accountId: ACCOUNT, roleName: 'writer' }).session).toMatchObject({
      roleArn: `arn:aws:iam::${ACCOUNT}:role/writer`,
    });
  });

  it('give different sessions when they differ', () => {
    const targets = resolver();
    const keys = [
      {},
      { roleName: 'writer' },
      { rolePath: '/x/' },
      { externalId: 'one' },
      { sessionName: 'other' },
      { durationSeconds: 900 },
    ].map((fields) => targets.resolve({ accountId: ACCOUNT, ...fields }).sessionKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are not asked of sessionFor again for a target that is known', () => {
    let asked = 0;
    const targets = resolver({
      sessionFor: () => {
        asked += 1;
        return undefined;
      },
    });
    targets.resolve({ accountId: ACCOUNT });
    targets.resolve({ accountId: ACCOUNT });
    expect(asked).toBe(1);
  });
});

describe('the region', () => {
  it('of the target wins over that of the override', () => {
    const targets = resolver({ accountOverrides: { [ACCOUNT]: { region: 'us-east-1' } } });
    expect(targets.resolve({ accountId: ACCOUNT, region: 'eu-central-1' }).region).toBe('eu-central-1');
  });
});

describe('the partition', () => {
  const china = { region: 'cn-north-1', partition: 'aws-cn' };

  it('of the ARN is that of the region', () => {
    const { session } = resolver(china).resolve({ accountId: ACCOUNT, region: 'cn-northwest-1' });
    expect(session).toMatchObject({ roleArn: `arn:aws-cn:iam::${ACCOUNT}:role/reader` });
  });

  it.each([
    [{ accountId: ACCOUNT, region: 'cn-north-1' }],
    [{ accountId: ACCOUNT, partition: 'aws-cn', region: 'cn-north-1' }],
    [{ roleArn: `arn:aws-cn:iam::${ACCOUNT}:role/reader`, region: 'cn-north-1' }],
  ])('in which there is no hub role is refused before any call: %p', (target) => {
    expect(() => resolver().resolve(target)).toThrow(NoHubRoleForPartitionError);
  });

  it('and the region must agree', () => {
    expect(refusal({ accountId: ACCOUNT, partition: 'aws-cn' })).toMatchObject({
      code: 'INVALID_REGION',
      field: 'region',
    });
    expect(refusal({ roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`, region: 'cn-north-1' })).toMatchObject({
      field: 'region',
    });
  });

  it('and the role ARN must agree', () => {
    const target = { roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`, partition: 'aws-cn' };
    expect(refusal(target)).toMatchObject({ code: 'INVALID_TARGET', field: 'partition' });
  });
});

describe('a target that cannot be used', () => {
  it.each([
    [undefined, 'accountId', 'INVALID_ACCOUNT_ID'],
    [null, 'accountId', 'INVALID_ACCOUNT_ID'],
    [ACCOUNT, 'accountId', 'INVALID_ACCOUNT_ID'],
    [[ACCOUNT], 'accountId', 'INVALID_ACCOUNT_ID'],
    [{}, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: undefined }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: 111122223333 }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: '11112222333' }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: '1111222233334' }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: '111122223333\n' }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: '１１1122223333' }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: [ACCOUNT] }, 'accountId', 'INVALID_ACCOUNT_ID'],
    [{ accountId: ACCOUNT, region: 'evil.com' }, 'region', 'INVALID_REGION'],
    [{ accountId: ACCOUNT, region: ['eu-west-1'] }, 'region', 'INVALID_REGION'],
    [{ accountId: ACCOUNT, region: '' }, 'region', 'INVALID_REGION'],
    [{ accountId: ACCOUNT, roleName: 'a b' }, 'roleName', 'INVALID_ROLE'],
    [{ accountId: ACCOUNT, rolePath: 'x' }, 'rolePath', 'INVALID_ROLE'],
    [{ accountId: ACCOUNT, roleArn: 'arn:::::' }, 'roleArn', 'INVALID_ROLE'],
    [
      { accountId: OTHER_ACCOUNT, roleArn: `arn:aws:iam::${ACCOUNT}:role/reader` },
      'accountId',
      'INVALID_ACCOUNT_ID',
    ],
    [{ roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`, roleName: 'reader' }, 'roleName', 'INVALID_ROLE'],
    [{ accountId: ACCOUNT, partition: 'evil' }, 'partition', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, externalId: 'a' }, 'externalId', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, sessionName: 'Jürgen' }, 'sessionName', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, durationSeconds: 899 }, 'durationSeconds', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, durationSeconds: 43_201 }, 'durationSeconds', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, durationSeconds: 900.5 }, 'durationSeconds', 'INVALID_TARGET'],
    [{ accountId: ACCOUNT, externalID: 'typo' }, 'externalID', 'INVALID_TARGET'],
  ])('%p is refused for its %s', (target, field, code) => {
    const error = refusal(target);
    expect(error).toMatchObject({ field, code, retryable: false });
    expect(error.message).toContain(field);
  });

  it('is not looked for among known ones first: it is refused every time', () => {
    const targets = resolver();
    targets.resolve({ accountId: ACCOUNT });
    expect(() => targets.resolve({ accountId: ACCOUNT, region: 'nowhere-1' })).toThrow(InvalidTargetError);
    expect(() => targets.resolve({ accountId: ACCOUNT, region: 'nowhere-1' })).toThrow(InvalidTargetError);
  });

  it('never has its external ID repeated', () => {
    expect(refusal({ accountId: ACCOUNT, externalId: 'secret value!' }).message).not.toContain('secret');
  });

  it('shows characters that only look right', () => {
    expect(refusal({ accountId: '１１1122223333' }).message).toContain(String.raw`\u{ff11}`);
  });
});

describe('a target whose fields are computed', () => {
  class Tenant {
    readonly #externalId: string;

    constructor(externalId: string) {
      this.#externalId = externalId;
    }

    get accountId(): string {
      return ACCOUNT;
    }

    get externalId(): string {
      return this.#externalId;
    }
  }

  it('is taken with all of them, and never for another one of the same account', () => {
    const targets = resolver();
    const [one, two] = ['tenant-one', 'tenant-two'].map((id) => targets.resolve(new Tenant(id)));
    expect(one?.session).toMatchObject({ externalId: 'tenant-one' });
    expect(two?.session).toMatchObject({ externalId: 'tenant-two' });
    expect(targets.resolve({ accountId: ACCOUNT }).session).not.toHaveProperty('externalId');
  });

  it('is read once, so that what was checked is what is used', () => {
    let reads = 0;
    const fickle = {
      get accountId(): string {
        reads += 1;
        return reads === 1 ? ACCOUNT : OTHER_ACCOUNT;
      },
    };
    const targets = resolver();
    expect(targets.resolve(fickle)).toMatchObject({ accountId: ACCOUNT });
    expect(targets.resolve({ accountId: OTHER_ACCOUNT })).toMatchObject({ accountId: OTHER_ACCOUNT });
    expect(reads).toBe(1);
  });
});

describe('what sessionFor answers', () => {
  it('is asked for with the account, also where the target names a role by its ARN', () => {
    const asked: unknown[] = [];
    const targets = resolver({
      sessionFor: (target) => {
        asked.push(target.accountId);
        return undefined;
      },
    });
    targets.resolve({ roleArn: `arn:aws:iam::${ACCOUNT}:role/reader` });
    expect(asked).toEqual([ACCOUNT]);
  });

  it.each([
    [async () => ({ externalId: 'late' }), 'sessionFor'],
    [() => 'external-id', 'sessionFor'],
    [() => ({ region: 'eu-west-1' }), 'sessionFor.region'],
    [() => ({ externalId: 'x' }), 'sessionFor.externalId'],
    [() => ({ roleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/reader` }), 'sessionFor.roleArn'],
  ])('is checked: %p', (sessionFor, field) => {
    expect(refusal({ accountId: ACCOUNT }, { sessionFor: sessionFor as never }).field).toBe(field);
  });
});

describe('an account with credentials of its own', () => {
  it('has one session, whatever role a target names', () => {
    const targets = resolver({ accountOverrides: { [ACCOUNT]: { credentials: 'hub-role' } } });
    const reader = targets.resolve({ accountId: ACCOUNT });
    expect(reader.session).toEqual({ kind: 'provided', accountId: ACCOUNT, partition: 'aws' });
    expect(targets.resolve({ accountId: ACCOUNT, roleName: 'writer' }).sessionKey).toBe(reader.sessionKey);
  });
});
