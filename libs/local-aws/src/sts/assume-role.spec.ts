import { describe, expect, it } from '@jest/globals';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { trustPolicy } from '../policy/trust-policy.js';
import { refusalOf } from '../testing/refusal.js';
import { NOON, running } from '../testing/running.js';
import {
  EXTERNAL_ID,
  exampleWorld,
  HUB,
  HUB_ROLE,
  HUB_SESSION,
  PAYMENTS,
  READER,
} from '../testing/worlds.js';
import { readerArn, SHIPPING, worldWithRole } from '../testing/worlds.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { World } from '../world/world.js';

const NO_TRUST = 'because no role trust policy allows the sts:AssumeRole action';
const NO_IDENTITY = 'because no identity-based policy allows the sts:AssumeRole action';

function deniedText(
  roleArn: string,
  reason: string,
  action = 'sts:AssumeRole',
  caller = HUB_SESSION,
): string {
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${roleArn} ${reason}`;
}

function withHub(permissions: PolicyDocument, world: World = exampleWorld()): World {
  return { ...world, hub: { ...world.hub, permissions } };
}

function statement(
  Effect: 'Allow' | 'Deny',
  Action: string | string[],
  Resource: string,
): PolicyDocument['Statement'] {
  return { Effect, Action, Resource };
}

describe('AssumeRole', () => {
  it('answers with keys of a session in the account of the role', async () => {
    await running(
      async ({ clients }) => {
        const { AssumedRoleUser, Credentials, PackedPolicySize, SourceIdentity } = await clients.assume();
        expect(AssumedRoleUser).toEqual({
          Arn: `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`,
          AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:spec$/),
        });
        expect(Credentials).toEqual({
          AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
          SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
          SessionToken: expect.stringMatching(/^[A-Za-z0-9+/]{300,}=*$/),
          Expiration: new Date(NOON + 3_600_000),
        });
        expect([PackedPolicySize, SourceIdentity]).toEqual([undefined, undefined]);
      },
      exampleWorld(),
      () => NOON,
    );
  });

  it('leaves the path out of the session ARN and needs it in the role ARN', async () => {
    const world = worldWithRole({ path: '/team/a/', trust: trustPolicy({ principal: HUB }) });
    await running(async ({ clients }) => {
      const RoleArn = `arn:aws:iam::${PAYMENTS}:role/team/a/inventory-reader`;
      const { AssumedRoleUser } = await clients.assume({ RoleArn });
      expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`);
      expect((await refusalOf(clients.assume())).message).toBe(deniedText(READER, NO_TRUST));
    }, world);
  });

  it('stays within a partition', async () => {
    const world = exampleWorld();
    world.accounts['777788889999'] = {
      partition: 'aws-cn',
      roles: { r: { trust: trustPolicy({ principal: HUB }) } },
    };
    await running(async ({ clients }) => {
      const RoleArn = 'arn:aws-cn:iam::777788889999:role/r';
      expect((await refusalOf(clients.assume({ RoleArn }))).message).toBe(deniedText(RoleArn, NO_TRUST));
      const sts = clients.sts(clients.hubKeys, 'cn-north-1');
      expect((await refusalOf(sts.send(new GetCallerIdentityCommand({})))).name).toBe('InvalidClientTokenId');
    }, world);
  });

  it('works in another partition', async () => {
    await running(
      async ({ aws, clients }) => {
        const RoleArn = 'arn:aws-cn:iam::777788889999:role/r';
        const sts = clients.sts(clients.hubKeys, aws.env.AWS_REGION);
        const { AssumedRoleUser } = await sts.send(
          new AssumeRoleCommand({ RoleArn, RoleSessionName: 'spec' }),
        );
        expect(AssumedRoleUser?.Arn).toBe('arn:aws-cn:sts::777788889999:assumed-role/r/spec');
      },
      {
        hub: { accountId: HUB, roleName: 'hub', region: 'cn-north-1' },
        accounts: {
          '777788889999': { partition: 'aws-cn', roles: { r: { trust: trustPolicy({ principal: HUB }) } } },
        },
      },
    );
  });
});

describe('trust', () => {
  it('is needed: a role that trusts somebody else is denied', async () => {
    const world = worldWithRole({ trust: trustPolicy({ principal: SHIPPING }) });
    await running(async ({ clients }) => {
      const refusal = await refusalOf(clients.assume());
      expect(refusal).toMatchObject({
        name: 'AccessDenied',
        status: 403,
        message: deniedText(READER, NO_TRUST),
      });
    }, world);
  });

  it('is asked in the account of the role, not in another one that has a role of that name', async () => {
    const world = worldWithRole({ trust: trustPolicy({ principal: SHIPPING }) });
    world.accounts[SHIPPING] = { roles: { 'inventory-reader': { trust: trustPolicy({ principal: HUB }) } } };
    await running(async ({ clients }) => {
      expect((await refusalOf(clients.assume())).name).toBe('AccessDenied');
      expect((await clients.assume({ RoleArn: readerArn(SHIPPING) })).AssumedRoleUser?.Arn).toContain(
        SHIPPING,
      );
    }, world);
  });

  it('answers for a role or an account that does not exist as for one that does not trust', async () => {
    await running(async ({ clients }) => {
      for (const RoleArn of [`arn:aws:iam::${PAYMENTS}:role/nobody`, readerArn('123456789012')]) {
        const refusal = await refusalOf(clients.assume({ RoleArn, DurationSeconds: 43_200 }));
        expect(refusal).toMatchObject({
          name: 'AccessDenied',
          status: 403,
          message: deniedText(RoleArn, NO_TRUST),
        });
      }
    });
  });

  it('wants the external ID', async () => {
    const RoleArn = readerArn(SHIPPING);
    await running(async ({ clients }) => {
      expect((await clients.assume({ RoleArn, ExternalId: EXTERNAL_ID })).Credentials).toBeDefined();
      for (const wrong of [{}, { ExternalId: 'AN-EXTERNAL-ID' }, { ExternalId: `${EXTERNAL_ID}x` }]) {
        const refusal = await refusalOf(clients.assume({ RoleArn, ...wrong }));
        expect(refusal).toMatchObject({ name: 'AccessDenied', message: deniedText(RoleArn, NO_TRUST) });
      }
    });
  });

  it('knows the organization, the account and the role of the caller', async () => {
    const conditions = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid', 'aws:PrincipalAccount': HUB },
      ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HUB}:role/inventory-*` },
    };
    const trust: PolicyDocument = {
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: conditions }],
    };
    await running(async ({ aws, clients }) => {
      await expect(clients.assume()).resolves.toHaveProperty('Credentials');
      aws.update((draft) => (draft.organizationId = 'o-otherotherot'));
      expect((await refusalOf(clients.assume())).name).toBe('AccessDenied');
      aws.update((draft) => Reflect.deleteProperty(draft, 'organizationId'));
      expect((await refusalOf(clients.assume())).name).toBe('AccessDenied');
    }, worldWithRole({ trust }));
  });

  it('tells an explicit deny', async () => {
    const trust: PolicyDocument = {
      Statement: [
        { Effect: 'Allow', Principal: { AWS: HUB }, Action: 'sts:AssumeRole' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: { StringNotEquals: { 'sts:ExternalId': 'x1' } },
        },
      ],
    };
    await running(async ({ clients }) => {
      await expect(clients.assume({ ExternalId: 'x1' })).resolves.toHaveProperty('Credentials');
      const reason = 'with an explicit deny in the role trust policy';
      expect((await refusalOf(clients.assume())).message).toBe(deniedText(READER, reason));
    }, worldWithRole({ trust }));
  });

  it('is told without its reason where the world does not explain', async () => {
    await running(
      async ({ clients }) => {
        const RoleArn = `arn:aws:iam::${PAYMENTS}:role/nobody`;
        expect((await refusalOf(clients.assume({ RoleArn }))).message).toBe(
          deniedText(RoleArn, '').trimEnd(),
        );
      },
      { ...exampleWorld(), explainDenials: false },
    );
  });
});

describe("the caller's own permission", () => {
  it('is needed across accounts', async () => {
    const world = withHub({ Statement: statement('Allow', 'sts:AssumeRole', readerArn(SHIPPING)) });
    await running(async ({ clients }) => {
      expect((await refusalOf(clients.assume())).message).toBe(deniedText(READER, NO_IDENTITY));
      await clients.assume({ RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID });
    }, world);
  });

  it('loses to an explicit deny', async () => {
    const world = withHub({
      Statement: [
        { Effect: 'Allow', Action: 'sts:*', Resource: '*' },
        { Effect: 'Deny', Action: 'sts:Assume*', Resource: `arn:aws:iam::${PAYMENTS}:role/*` },
      ],
    });
    await running(async ({ clients }) => {
      const reason = 'with an explicit deny in an identity-based policy';
      expect((await refusalOf(clients.assume())).message).toBe(deniedText(READER, reason));
    }, world);
  });

  it('is not needed in the same account when the trust policy names the very role, and is when it names the account', async () => {
    const world = withHub({ Statement: statement('Allow', 's3:*', '*') });
    const named = trustPolicy({ principal: HUB_ROLE });
    const root = trustPolicy({ principal: `arn:aws:iam::${HUB}:root` });
    world.accounts[HUB] = { roles: { named: { trust: named }, root: { trust: root } } };
    await running(async ({ clients }) => {
      await clients.assume({ RoleArn: `arn:aws:iam::${HUB}:role/named` });
      const RoleArn = `arn:aws:iam::${HUB}:role/root`;
      expect((await refusalOf(clients.assume({ RoleArn }))).message).toBe(deniedText(RoleArn, NO_IDENTITY));
    }, world);
  });

  it('of a member role ends at its own account unless the world says otherwise', async () => {
    const world = exampleWorld();
    const session = `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`;
    world.accounts[SHIPPING] = {
      roles: { 'inventory-reader': { trust: trustPolicy({ principal: READER, tagSession: true }) } },
    };
    await running(async ({ aws, clients }) => {
      const keys = await clients.assumeKeys();
      const RoleArn = readerArn(SHIPPING);
      expect((await refusalOf(clients.assume({ RoleArn }, keys))).message).toBe(
        deniedText(RoleArn, NO_IDENTITY, 'sts:AssumeRole', session),
      );
      aws.update((draft) => {
        const role = draft.accounts[PAYMENTS]?.roles?.['inventory-reader'];
        if (role !== undefined)
          role.permissions = { Statement: statement('Allow', 'sts:AssumeRole', RoleArn) };
      });
      expect((await clients.assume({ RoleArn }, keys)).AssumedRoleUser?.Arn).toContain(SHIPPING);
    }, world);
  });
});

describe('the length of a session', () => {
  const long = worldWithRole({ trust: trustPolicy({ principal: HUB }), maxSessionSeconds: 7200 });

  it('may be as long as the role allows, since the hub is not chained', async () => {
    await running(
      async ({ clients }) => {
        const { Credentials } = await clients.assume({ DurationSeconds: 7200 });
        expect(Credentials?.Expiration).toEqual(new Date(NOON + 7_200_000));
        expect(await refusalOf(clients.assume({ DurationSeconds: 7201 }))).toMatchObject({
          name: 'ValidationError',
          status: 400,
          message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        });
      },
      long,
      () => NOON,
    );
  });

  it('is one hour at most through a chain', async () => {
    const world = structuredClone(long);
    world.accounts[PAYMENTS] = {
      roles: {
        ...world.accounts[PAYMENTS]?.roles,
        next: { trust: trustPolicy({ principal: READER }), maxSessionSeconds: 7200 },
      },
    };
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys();
      const RoleArn = `arn:aws:iam::${PAYMENTS}:role/next`;
      await clients.assume({ RoleArn, DurationSeconds: 3600 }, keys);
      expect(await refusalOf(clients.assume({ RoleArn, DurationSeconds: 3601 }, keys))).toMatchObject({
        name: 'ValidationError',
        message: expect.stringContaining(
          'exceeds the 1 hour session limit for roles assumed by role chaining',
        ),
      });
    }, world);
  });
});

describe('a session', () => {
  it('stays valid when the trust that it was made by is gone, and ends with its role', async () => {
    await running(async ({ aws, clients }) => {
      const keys = await clients.assumeKeys();
      const identity = () => clients.sts(keys).send(new GetCallerIdentityCommand({}));
      aws.update((draft) => {
        const role = draft.accounts[PAYMENTS]?.roles?.['inventory-reader'];
        if (role !== undefined) role.trust = trustPolicy({ principal: SHIPPING });
      });
      expect((await refusalOf(clients.assume())).name).toBe('AccessDenied');
      expect((await identity()).Account).toBe(PAYMENTS);
      aws.update((draft) => Reflect.deleteProperty(draft.accounts, PAYMENTS));
      expect((await refusalOf(identity())).name).toBe('InvalidClientTokenId');
      aws.update((draft) => (draft.accounts[PAYMENTS] = exampleWorld().accounts[PAYMENTS] ?? {}));
      expect((await refusalOf(identity())).name).toBe('InvalidClientTokenId');
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it('is narrowed by its inline policy', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: statement('Allow', 's3:CreateBucket', '*'),
    });
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys({ Policy });
      const refusal = await refusalOf(clients.s3(keys).send(new ListBucketsCommand({})));
      expect(refusal.message).toContain('because no session policy allows the s3:ListAllMyBuckets action');
      expect((await clients.assume({ Policy })).PackedPolicySize).toBeGreaterThan(0);
    });
  });

  it('is narrowed in what it may assume too, and a deny of its policy is told', async () => {
    const world = exampleWorld();
    const roles = world.accounts[PAYMENTS]?.roles ?? {};
    roles['next'] = { trust: trustPolicy({ principal: READER }) };
    const RoleArn = `arn:aws:iam::${PAYMENTS}:role/next`;
    const session = `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`;
    await running(async ({ clients }) => {
      for (const [effect, reason] of [
        ['Allow', 'because no session policy allows the sts:AssumeRole action'],
        ['Deny', 'with an explicit deny in a session policy'],
      ] as const) {
        const action = effect === 'Allow' ? 's3:*' : '*';
        const keys = await clients.assumeKeys({
          Policy: JSON.stringify({ Statement: statement(effect, action, '*') }),
        });
        const refusal = await refusalOf(clients.assume({ RoleArn }, keys));
        expect(refusal.message).toBe(deniedText(RoleArn, reason, 'sts:AssumeRole', session));
      }
      await clients.assume({ RoleArn }, await clients.assumeKeys());
    }, world);
  });

  it('is widened by no inline policy', async () => {
    const world = exampleWorld();
    world.accounts[SHIPPING] = {
      roles: { 'inventory-reader': { trust: trustPolicy({ principal: READER }) } },
    };
    const Policy = JSON.stringify({ Statement: statement('Allow', '*', '*') });
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys({ Policy });
      const refusal = await refusalOf(clients.assume({ RoleArn: readerArn(SHIPPING) }, keys));
      expect(refusal.message).toContain(NO_IDENTITY);
    }, world);
  });
});
