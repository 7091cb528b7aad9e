import { describe, expect, it } from '@jest/globals';
import { trustPolicy } from '../policy/trust-policy.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { exampleWorld, HUB, HUB_SESSION, PAYMENTS, READER, worldWithRole } from '../testing/worlds.js';
import type { World } from '../world/world.js';

const NEXT = `arn:aws:iam::${PAYMENTS}:role/next`;
const TEAM = { Key: 'team', Value: 'inventory' };

function untagged(): World {
  return worldWithRole({ trust: trustPolicy({ principal: HUB }) });
}

function deniedTag(reason: string, caller = HUB_SESSION, role = READER): string {
  return `User: ${caller} is not authorized to perform: sts:TagSession on resource: ${role} ${reason}`;
}

const NO_TRUST = 'because no role trust policy allows the sts:TagSession action';
const NO_IDENTITY = 'because no identity-based policy allows the sts:TagSession action';

describe('session tags', () => {
  it('need sts:TagSession in the trust policy', async () => {
    await running(async ({ clients }) => {
      await clients.assume();
      const refusal = await refusalOf(clients.assume({ Tags: [TEAM] }));
      expect(refusal).toMatchObject({ name: 'AccessDenied', status: 403, message: deniedTag(NO_TRUST) });
    }, untagged());
  });

  it("need sts:TagSession in the caller's policy", async () => {
    const world = exampleWorld();
    world.hub.permissions = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } };
    await running(async ({ clients }) => {
      await clients.assume();
      expect((await refusalOf(clients.assume({ Tags: [TEAM] }))).message).toBe(deniedTag(NO_IDENTITY));
    }, world);
  });

  it('need it too when they arrive with the hub, as those of EKS Pod Identity do', async () => {
    await running(async ({ aws, clients }) => {
      await clients.assume();
      aws.update((draft) => (draft.hub.transitiveTags = { cluster: 'one' }));
      expect((await refusalOf(clients.assume())).message).toBe(deniedTag(NO_TRUST));
    }, untagged());
  });

  it('follow through a chain where they are transitive, and only there', async () => {
    const world = exampleWorld();
    const roles = world.accounts[PAYMENTS]?.roles ?? {};
    roles['next'] = { trust: trustPolicy({ principal: READER }) };
    const session = `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`;
    await running(async ({ clients }) => {
      const plain = await clients.assumeKeys({ Tags: [TEAM] });
      await clients.assume({ RoleArn: NEXT }, plain);
      const sticky = await clients.assumeKeys({ Tags: [TEAM], TransitiveTagKeys: ['TEAM'] });
      expect((await refusalOf(clients.assume({ RoleArn: NEXT }, sticky))).message).toBe(
        deniedTag(NO_TRUST, session, NEXT),
      );
      const again = await refusalOf(clients.assume({ Tags: [{ Key: 'Team', Value: 'x' }] }, sticky));
      expect(again).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
    }, world);
  });

  it.each([
    [
      'a key twice, in another case',
      { Tags: [TEAM, { ...TEAM, Key: 'Team' }] },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'a transitive key that is none of them',
      { Tags: [TEAM], TransitiveTagKeys: ['colour'] },
      'The specified transitive tag key must be included in the requested tags.',
    ],
  ])('are refused with %s, after the bounds of every argument', async (_what, input, message) => {
    await running(async ({ clients }) => {
      expect(await refusalOf(clients.assume(input))).toMatchObject({
        name: 'InvalidParameterValue',
        status: 400,
        message,
      });
      const both = await refusalOf(clients.assume({ ...input, RoleSessionName: 'x' }));
      expect(both.name).toBe('ValidationError');
    });
  });

  it('and a policy are packed, up to a limit', async () => {
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `key-${i}`, Value: 'v'.repeat(200) }));
    await running(async ({ clients }) => {
      expect((await clients.assume({ Tags: [TEAM] })).PackedPolicySize).toBe(1);
      expect(await refusalOf(clients.assume({ Tags }))).toMatchObject({
        name: 'PackedPolicyTooLargeException',
        status: 400,
      });
    });
  });
});

describe('a source identity', () => {
  it('needs sts:SetSourceIdentity on both sides, and stays the same through a chain', async () => {
    const world = untagged();
    const SourceIdentity = 'alice';
    await running(async ({ aws, clients }) => {
      const refusal = await refusalOf(clients.assume({ SourceIdentity }));
      expect(refusal.message).toContain(
        'because no identity-based policy allows the sts:SetSourceIdentity action',
      );
      const everything = { Effect: 'Allow' as const, Action: 'sts:*', Resource: '*' };
      aws.update((draft) => {
        draft.hub.permissions = { Statement: everything };
        const trust = { Statement: { Effect: 'Allow' as const, Principal: '*' as const, Action: 'sts:*' } };
        const permissions = { Statement: everything };
        draft.accounts[PAYMENTS] = { roles: { 'inventory-reader': { trust, permissions }, next: { trust } } };
      });
      expect((await clients.assume({ SourceIdentity })).SourceIdentity).toBe('alice');
      const keys = await clients.assumeKeys({ SourceIdentity });
      expect((await clients.assume({ RoleArn: NEXT }, keys)).SourceIdentity).toBe('alice');
      expect((await refusalOf(clients.assume({ RoleArn: NEXT, SourceIdentity: 'bob' }, keys))).name).toBe(
        'AccessDenied',
      );
    }, world);
  });
});
