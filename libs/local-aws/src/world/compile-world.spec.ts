import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { exampleWorld, HUB, PAYMENTS } from '../testing/worlds.js';
import { trustPolicy } from '../policy/trust-policy.js';
import { compileWorld } from './compile-world.js';
import { WorldError } from './world-error.js';
import { WorldStore } from './world-store.js';
import type { World } from './world.js';

const trust = trustPolicy({ principal: HUB });
const LONG_KEY = 'x'.repeat(1025);

function compile(world: unknown) {
  let ids = 0;
  return compileWorld(world, { previous: undefined, now: 0, newRoleId: () => `AROA${ids++}` });
}

function errorOf(change: (world: Record<string, unknown> & World) => void): unknown {
  const world = { ...exampleWorld() };
  change(world);
  try {
    compile(world);
  } catch (error) {
    return error;
  }
  return undefined;
}

function accountWith(account: object): (world: World) => void {
  return (world) => Object.assign(world.accounts, { [PAYMENTS]: account });
}

function organizedAs(organization: object): (world: World) => void {
  return (world) => Object.assign(world, { organization });
}

function withObjects(objects: unknown): (world: World) => void {
  return accountWith({ buckets: [{ name: 'abc', objects }] });
}

function hubWith(hub: object): (world: World) => void {
  return (world) => Object.assign(world.hub, hub);
}

describe('compileWorld', () => {
  it.each<[string, (world: Record<string, unknown> & World) => void]>([
    ['accounts', (world) => Reflect.deleteProperty(world, 'accounts')],
    ['hub', (world) => Reflect.deleteProperty(world, 'hub')],
    ['acounts', (world) => (world['acounts'] = {})],
    ['organizationId', (world) => (world.organizationId = 'example')],
    ['explainDenials', (world) => Object.assign(world, { explainDenials: 'no' })],
    ['hub.accountId', hubWith({ accountId: 999_999_999_999 })],
    ['hub.roleName', hubWith({ roleName: 'a/b' })],
    ['hub.path', hubWith({ path: 'service' })],
    ['hub.sessionName', hubWith({ sessionName: 'x' })],
    ['hub.region', hubWith({ region: 'mars' })],
    ['hub.region', hubWith({ region: 'cn-north-1' })],
    ['hub.transitiveTags.Team', hubWith({ transitiveTags: { team: 'a', Team: 'b' } })],
    ['hub.transitiveTags.team', hubWith({ transitiveTags: { team: 1 } })],
    [
      'hub.permissions.Statement.Condition',
      hubWith({ permissions: { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: {} } } }),
    ],
    ['accounts.1', (world) => (world.accounts['1'] = {})],
    [`accounts.${PAYMENTS}`, (world) => Object.assign(world.accounts, { [PAYMENTS]: new Map() })],
    [`accounts.${PAYMENTS}.partition`, accountWith({ partition: 'aws-moon' })],
    [`accounts.${PAYMENTS}.role`, accountWith({ role: {} })],
    [`accounts.${PAYMENTS}.roles.x y`, accountWith({ roles: { 'x y': { trust } } })],
    [`accounts.${PAYMENTS}.roles.Reader`, accountWith({ roles: { reader: { trust }, Reader: { trust } } })],
    [`accounts.${PAYMENTS}.roles.r.trust`, accountWith({ roles: { r: {} } })],
    [`accounts.${PAYMENTS}.roles.r.path`, accountWith({ roles: { r: { trust, path: '/a' } } })],
    [
      `accounts.${PAYMENTS}.roles.r.maxSessionSeconds`,
      accountWith({ roles: { r: { trust, maxSessionSeconds: 900 } } }),
    ],
    [
      `accounts.${PAYMENTS}.roles.r.trust.Statement[0].Condition.IpAddress`,
      accountWith({
        roles: {
          r: {
            trust: {
              Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Condition: { IpAddress: {} } }],
            },
          },
        },
      }),
    ],
    [`accounts.${PAYMENTS}.buckets[0]`, accountWith({ buckets: ['No_Bucket'] })],
    [`accounts.${PAYMENTS}.buckets[0].name`, accountWith({ buckets: [{ region: 'eu-west-1' }] })],
    [
      `accounts.${PAYMENTS}.buckets[0].region`,
      accountWith({ buckets: [{ name: 'abc', region: 'cn-north-1' }] }),
    ],
    [
      `accounts.${PAYMENTS}.buckets[0].createdAt`,
      accountWith({ buckets: [{ name: 'abc', createdAt: 'soon' }] }),
    ],
    [`accounts.${PAYMENTS}.buckets[1]`, accountWith({ buckets: ['abc', 'abc'] })],
    [`accounts.${PAYMENTS}.buckets[0].objects`, withObjects(['a'])],
    [`accounts.${PAYMENTS}.buckets[0].objects.`, withObjects({ '': 'text' })],
    [`accounts.${PAYMENTS}.buckets[0].objects.${LONG_KEY}`, withObjects({ [LONG_KEY]: 'text' })],
    [`accounts.${PAYMENTS}.buckets[0].objects.\uD800`, withObjects({ '\uD800': 'text' })],
    [`accounts.${PAYMENTS}.buckets[0].objects.a`, withObjects({ a: 1 })],
    [`accounts.${PAYMENTS}.buckets[0].objects.a.body`, withObjects({ a: {} })],
    [`accounts.${PAYMENTS}.buckets[0].objects.a.type`, withObjects({ a: { body: '', type: 'x' } })],
    [
      `accounts.${PAYMENTS}.buckets[0].objects.a.contentType`,
      withObjects({ a: { body: '', contentType: '' } }),
    ],
    [
      `accounts.${PAYMENTS}.buckets[0].objects.a.metadata.B`,
      withObjects({ a: { body: '', metadata: { B: '' } } }),
    ],
    [
      `accounts.${PAYMENTS}.buckets[0].objects.a.metadata.b`,
      withObjects({ a: { body: '', metadata: { b: 'ä' } } }),
    ],
    [
      `accounts.${PAYMENTS}.buckets[0].objects.a.metadata`,
      withObjects({ a: { body: '', metadata: { b: 'x'.repeat(2048) } } }),
    ],
    [
      `accounts.${HUB}.roles.inventory-hub`,
      (world) => (world.accounts[HUB] = { roles: { 'inventory-hub': { trust } } }),
    ],
    ['optInRegions', (world) => Object.assign(world, { optInRegions: 'enabled' })],
    [`accounts.${PAYMENTS}.email`, accountWith({ email: 'nobody' })],
    [`accounts.${PAYMENTS}.state`, accountWith({ state: 'OPEN' })],
    [`accounts.${PAYMENTS}.tags.team`, accountWith({ tags: { team: 1 } })],
    [`accounts.${PAYMENTS}.tags.`, accountWith({ tags: { '': 'a' } })],
    [
      `accounts.${PAYMENTS}.tags`,
      accountWith({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ''])) }),
    ],
    [`accounts.${PAYMENTS}.unit`, accountWith({ unit: 1 })],
    [`accounts.${PAYMENTS}.unit`, accountWith({ unit: 'Nowhere' })],
    [`accounts.${PAYMENTS}.unit`, accountWith({ unit: 'A', member: false })],
    [`accounts.${PAYMENTS}.unit`, accountWith({ unit: 'A', partition: 'aws-cn' })],
    [
      `accounts.${PAYMENTS}.unit`,
      (world) => {
        accountWith({ unit: 'A' })(world);
        delete world.organizationId;
      },
    ],
    [`accounts.${PAYMENTS}.member`, accountWith({ member: 'no' })],
    [`accounts.${PAYMENTS}.regions.eu-west-1`, accountWith({ regions: { 'eu-west-1': 'off' } })],
    [`accounts.${PAYMENTS}.regions.me-south-1`, accountWith({ regions: { 'me-south-1': 'disabled' } })],
    [
      `accounts.${PAYMENTS}.regions.me-south-1`,
      accountWith({ partition: 'aws-cn', regions: { 'me-south-1': 'on' } }),
    ],
    [`accounts.${HUB}.state`, (world) => (world.accounts[HUB] = { state: 'SUSPENDED' })],
    [`accounts.${HUB}.state`, (world) => (world.accounts[HUB] = { state: 'PENDING_CLOSURE' })],
    [`accounts.${HUB}.member`, (world) => (world.accounts[HUB] = { member: false })],
    [
      'hub.region',
      (world) => {
        world.hub.region = 'me-south-1';
        world.optInRegions = 'off';
      },
    ],
    [
      'organization',
      (world) => {
        world.organization = {};
        delete world.organizationId;
      },
    ],
    ['organization.ous', organizedAs({ ous: {} })],
    ['organization.managementAccount', organizedAs({ managementAccount: '000000000000' })],
    ['organization.rootId', organizedAs({ rootId: 'root' })],
    ['organization.delegatedAdministrators', organizedAs({ delegatedAdministrators: PAYMENTS })],
    ['organization.delegatedAdministrators[0]', organizedAs({ delegatedAdministrators: [HUB] })],
    ['organization.delegatedAdministrators[1]', organizedAs({ delegatedAdministrators: [PAYMENTS, '0'] })],
    ['organization.units.a/b', organizedAs({ units: { 'a/b': {} } })],
    ['organization.units.a.id', organizedAs({ rootId: 'r-exam', units: { a: { id: 'ou-other-12345678' } } })],
    [
      'organization.units.b.id',
      organizedAs({
        rootId: 'r-exam',
        units: { a: { id: 'ou-exam-12345678' }, b: { id: 'ou-exam-12345678' } },
      }),
    ],
    ['organization.units.a.units.b.tag', organizedAs({ units: { a: { units: { b: { tag: {} } } } } })],
    ['organization.units.a.tags.k', organizedAs({ units: { a: { tags: { k: null } } } })],
  ])('refuses a bad %s by its place in the data', (path, change) => {
    const error = errorOf(change);
    expect(error).toBeInstanceOf(WorldError);
    expect(error).toMatchObject({ code: 'WORLD_INVALID', path });
    expect(String(error)).toMatch(/: expected .{4,}/);
  });

  it('names no value of a policy or a tag in its message', () => {
    const error = errorOf(accountWith({ roles: { r: { trust: trustPolicy({ principal: 'canary' }) } } }));
    expect(String(error)).not.toContain('canary');
  });

  it('puts partition and path into the ARNs of roles', () => {
    const world = exampleWorld();
    world.accounts['777788889999'] = { partition: 'aws-cn', roles: { r: { trust, path: '/a/b/' } } };
    expect(compile(world).rolesByArn.has('arn:aws-cn:iam::777788889999:role/a/b/r')).toBe(true);
  });

  it('accepts a world that went through JSON', () => {
    expect(compile(JSON.parse(JSON.stringify(exampleWorld()))).buckets.size).toBe(5);
  });
});

function reader(store: WorldStore): string | undefined {
  return [...store.current.rolesById.values()].find(({ accountId }) => accountId === PAYMENTS)?.id;
}

function start(): WorldStore {
  return new WorldStore(
    exampleWorld(),
    () => 1000,
    () => `AROA${randomUUID()}`,
  );
}

/** As a caller without types may write it. */
const returnsPromise = (): unknown => Promise.resolve();

describe('WorldStore', () => {
  it('keeps the id of a role that stays, and gives a new one to a role that comes back', () => {
    const store = start();
    const before = reader(store);
    store.update((draft) => (draft.accounts[PAYMENTS] = { ...draft.accounts[PAYMENTS], name: 'Renamed' }));
    expect(reader(store)).toBe(before);
    const account = exampleWorld().accounts[PAYMENTS] ?? {};
    store.update((draft) => Reflect.deleteProperty(draft.accounts, PAYMENTS));
    expect(reader(store)).toBeUndefined();
    store.update((draft) => (draft.accounts[PAYMENTS] = account));
    expect(reader(store)).not.toBe(before);
  });

  it('leaves the world as it was when a change is invalid or throws', () => {
    const store = start();
    const before = store.current;
    const invalid = () => store.update((draft) => (draft.accounts['x'] = {}));
    expect(invalid).toThrow(WorldError);
    expect(() =>
      store.update((draft) => Object.assign(draft, { hub: { ...draft.hub, roleName: 'other' } })),
    ).toThrow(/hub: /);
    expect(() => store.update(returnsPromise)).toThrow(/update: .*synchronous/);
    expect(store.current).toBe(before);
    store.update((draft) => expect(Object.keys(draft.accounts)).not.toContain('x'));
  });

  it('shows buckets made at runtime to the next draft, and not those removed', () => {
    const store = start();
    store.addBucket({ name: 'made-later', region: 'eu-west-1', accountId: PAYMENTS, createdAt: 5000 });
    const archive = store.current.buckets.get('payments-archive');
    if (archive !== undefined) store.removeBucket(archive);
    let seen: unknown;
    store.update((draft) => (seen = draft.accounts[PAYMENTS]?.buckets));
    expect(seen).toEqual([
      'payments-invoices',
      { name: 'payments-us', region: 'us-east-1' },
      { name: 'made-later', region: 'eu-west-1', createdAt: '1970-01-01T00:00:05.000Z' },
    ]);
    expect(store.current.buckets.get('made-later')?.createdAt).toBe(5000);
  });

  it('lets nobody change it from outside', () => {
    const world = exampleWorld();
    const store = new WorldStore(
      world,
      () => 1000,
      () => 'AROA',
    );
    world.accounts[PAYMENTS] = {};
    let kept: World | undefined;
    store.update((draft) => {
      kept = draft;
    });
    if (kept !== undefined) kept.accounts[PAYMENTS] = {};
    store.update((draft) => expect(draft.accounts[PAYMENTS]).toHaveProperty('roles'));
  });

  it('keeps a bucket in an account that only the hub makes known', () => {
    const world = exampleWorld();
    Reflect.deleteProperty(world.accounts, HUB);
    const store = new WorldStore(
      world,
      () => 1000,
      () => 'AROA',
    );
    store.addBucket({ name: 'hub-made', region: 'eu-west-1', accountId: HUB, createdAt: 0 });
    store.update(() => undefined);
    expect(store.current.buckets.get('hub-made')?.accountId).toBe(HUB);
  });
});
