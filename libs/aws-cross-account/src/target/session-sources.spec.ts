import { describe, expect, it } from '@jest/globals';
import { CrossAccountError } from '../errors/cross-account.error.js';
import type { AccountTarget } from './account-target.js';
import { Regions } from './region.js';
import type { AccountSession } from './role-session.js';
import { TargetResolver, type TargetSettings } from './target-resolver.js';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const BROKER = 'arn:aws:iam::999999999999:role/broker';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const policyOf = (accountId: string): string => `arn:aws:iam::${accountId}:policy/narrow`;
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

type Settings = Partial<TargetSettings>;

function resolver(settings: Settings = {}): TargetResolver {
  return new TargetResolver(
    { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host', ...settings },
    new Regions(),
  );
}

const sessionOf = (target: AccountTarget, settings: Settings = {}): AccountSession =>
  resolver(settings).resolve(target).session;

function refusal(act: () => unknown): CrossAccountError & { field?: string; option?: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof CrossAccountError) return error;
    throw error;
  }
  throw new RangeError('it was taken');
}

describe('each field of a role session', () => {
  it.each([
    ['policy', { policy: '{"of":"target"}' }, { policy: '{"of":"override"}' }, { policy: '{"of":"answer"}' }],
    ['policyArns', { policyArns: [READ_ONLY] }, { policyArns: [policyOf(ACCOUNT)] }, { policyArns: [] }],
    ['tags', { tags: { a: '1' } }, { tags: { b: '2' } }, { tags: { c: '3' } }],
    [
      'sourceIdentity',
      { sourceIdentity: 'target' },
      { sourceIdentity: 'override' },
      { sourceIdentity: 'answer' },
    ],
    ['via', { via: `${BROKER}-1` }, { via: { roleArn: `${BROKER}-2` } }, { via: `${BROKER}-3` }],
  ] as const)(
    '%s is taken whole from the target, the override, sessionFor, the module, in this order',
    (field, target, override, answer) => {
      const module = {
        policy: '{}',
        policyArns: [],
        tags: { d: '4' },
        sourceIdentity: 'module',
        via: BROKER,
      };
      const valueIn = (session: AccountSession): unknown =>
        (session as unknown as Record<string, unknown>)[field];
      const meant = (fields: AccountTarget): unknown => valueIn(sessionOf({ accountId: ACCOUNT, ...fields }));
      const all: Settings = {
        ...module,
        accountOverrides: { [ACCOUNT]: override },
        sessionFor: () => answer,
      };
      expect(valueIn(sessionOf({ accountId: ACCOUNT, ...target }, all))).toEqual(meant(target));
      expect(valueIn(sessionOf({ accountId: ACCOUNT }, all))).toEqual(meant(override));
      expect(valueIn(sessionOf({ accountId: OTHER_ACCOUNT }, all))).toEqual(meant(answer));
      expect(valueIn(sessionOf({ accountId: ACCOUNT }, module))).toEqual(meant({ [field]: module[field] }));
    },
  );

  it('may be empty, to undo what stands elsewhere: as if it were nowhere', () => {
    const settings: Settings = { policyArns: [READ_ONLY], tags: { a: '1' }, transitiveTagKeys: ['a'] };
    const none = { policyArns: [], tags: {}, transitiveTagKeys: [] };
    expect(sessionOf({ accountId: ACCOUNT, ...none }, settings)).toEqual(sessionOf({ accountId: ACCOUNT }));
  });
});

describe('targets of equal content', () => {
  it('are one session, whatever the order of keys, of sets, and the case of transitive keys', () => {
    const targets = resolver();
    const one = targets.resolve({
      accountId: ACCOUNT,
      policy: POLICY,
      policyArns: [READ_ONLY, policyOf(ACCOUNT)],
      tags: { Team: 'a', App: 'b' },
      transitiveTagKeys: ['Team', 'App'],
      via: { roleArn: BROKER, externalId: 'one', tags: { x: '1', y: '2' } },
    });
    const other = targets.resolve({
      via: { tags: { y: '2', x: '1' }, externalId: 'one', roleArn: BROKER },
      transitiveTagKeys: ['app', 'team'],
      tags: { App: 'b', Team: 'a' },
      policyArns: [policyOf(ACCOUNT), READ_ONLY],
      policy: { Statement: POLICY.Statement, Version: '2012-10-17' },
      accountId: ACCOUNT,
    });
    expect(other).toBe(one);
    expect(one.session).toMatchObject({ transitiveTagKeys: ['App', 'Team'] });
  });

  it('are not changed by what becomes of the target, or of the options', () => {
    const options = { tags: { team: 'a' } as Record<string, string> };
    const targets = resolver(options);
    const target = { accountId: ACCOUNT, policyArns: [READ_ONLY] };
    const { session } = targets.resolve(target);
    target.policyArns.push(policyOf(ACCOUNT));
    options.tags['team'] = 'b';
    expect(session).toMatchObject({ policyArns: [READ_ONLY], tags: { team: 'a' } });
    expect(targets.resolve({ accountId: ACCOUNT }).session).toMatchObject({ tags: { team: 'a' } });
  });
});

describe('a session through another role', () => {
  it('holds the session of that role, named as the module names sessions', () => {
    const target = { accountId: ACCOUNT, sessionName: 'of-the-target', externalId: 'member-id', via: BROKER };
    const session = sessionOf(target, { externalId: 'of-the-module' });
    expect(session).toMatchObject({
      sessionName: 'of-the-target',
      via: {
        kind: 'assume-role',
        accountId: '999999999999',
        partition: 'aws',
        roleArn: BROKER,
        sessionName: 'app@host',
      },
    });
    expect((session as { via?: object }).via).not.toHaveProperty('externalId');
  });

  it('is shared by every member reached alike', () => {
    const targets = resolver({ via: BROKER, externalId: 'x1' });
    const viaOf = (target: AccountTarget): unknown =>
      (targets.resolve(target).session as { via?: unknown }).via;
    expect(viaOf({ accountId: ACCOUNT, externalId: 'x2' })).toEqual(viaOf({ accountId: OTHER_ACCOUNT }));
  });

  it('may lead through four roles', () => {
    const chain = { roleArn: BROKER, via: { roleArn: BROKER, via: { roleArn: BROKER, via: BROKER } } };
    expect(sessionOf({ accountId: ACCOUNT, via: chain })).toMatchObject({
      via: { via: { via: { via: {} } } },
    });
  });
});

const CONTRADICTIONS: [string, AccountTarget][] = [
  ['durationSeconds', { durationSeconds: 3_601, via: BROKER }],
  ['via.durationSeconds', { via: { roleArn: BROKER, durationSeconds: 3_601, via: BROKER } }],
  ['via', { via: 'arn:aws-cn:iam::999999999999:role/broker' }],
  ['via.via', { via: { roleArn: BROKER, via: 'arn:aws-cn:iam::999999999999:role/broker' } }],
  ['policy', { policy: `{"a":"${'x'.repeat(2_020)}"}`, policyArns: [READ_ONLY] }],
  [
    'policyArns',
    { policyArns: Array.from({ length: 10 }, (_, i) => `${READ_ONLY}/${'x'.repeat(200)}/${i}`) },
  ],
  ['policyArns', { policyArns: [policyOf(OTHER_ACCOUNT)] }],
  ['policyArns', { policyArns: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'] }],
  ['via.policyArns', { via: { roleArn: BROKER, policyArns: [policyOf(ACCOUNT)] } }],
  ['transitiveTagKeys', { tags: { app: 'a' }, transitiveTagKeys: ['app', 'team'] }],
  ['sourceIdentity', { sourceIdentity: 'bob', via: { roleArn: BROKER, sourceIdentity: 'alice' } }],
  [
    'tags',
    { tags: { Team: 'b' }, via: { roleArn: BROKER, tags: { team: 'a' }, transitiveTagKeys: ['team'] } },
  ],
];

describe('fields that contradict each other', () => {
  it.each(CONTRADICTIONS)('are refused in a target, which names %s: %j', (field, target) => {
    const error = refusal(() => resolver().resolve({ accountId: ACCOUNT, ...target }));
    expect(error).toMatchObject({ code: 'INVALID_TARGET', field, retryable: false });
    expect(error.message).toContain(field);
  });

  it.each(CONTRADICTIONS)('are refused in an answer of sessionFor, which names %s: %j', (field, answer) => {
    const error = refusal(() => resolver({ sessionFor: () => answer }).resolve({ accountId: ACCOUNT }));
    expect(error).toMatchObject({ code: 'INVALID_SESSION_FIELDS', field: `sessionFor.${field}` });
  });

  it.each(CONTRADICTIONS)('are refused at boot in an override, which names %s: %j', (field, override) => {
    const error = refusal(() => resolver({ accountOverrides: { [ACCOUNT]: override } }));
    expect(error).toMatchObject({ code: 'INVALID_OPTION', option: `accountOverrides.${ACCOUNT}.${field}` });
  });

  it.each(CONTRADICTIONS)(
    'are refused at boot in the options of the module, which names %s: %j',
    (field, options) => {
      expect(refusal(() => resolver(options as Settings))).toMatchObject({
        code: 'INVALID_OPTION',
        option: field,
      });
    },
  );

  it('are refused across sources: at boot between options, and else where they come from', () => {
    const override = { [ACCOUNT]: { via: BROKER } };
    expect(refusal(() => resolver({ durationSeconds: 7_200, accountOverrides: override }))).toMatchObject({
      option: `accountOverrides.${ACCOUNT}.via`,
    });
    const long = resolver({ durationSeconds: 7_200 });
    expect(refusal(() => long.resolve({ accountId: ACCOUNT, via: BROKER }))).toMatchObject({ field: 'via' });
    const answering = resolver({
      accountOverrides: override,
      sessionFor: () => ({ durationSeconds: 7_200 }),
    });
    expect(refusal(() => answering.resolve({ accountId: ACCOUNT }))).toMatchObject({
      field: 'sessionFor.durationSeconds',
    });
  });

  it('say that a chained session ends after an hour', () => {
    const target = { accountId: ACCOUNT, durationSeconds: 7_200, via: BROKER };
    expect(refusal(() => resolver().resolve(target)).message).toContain('3600 s at most, got 7200');
  });

  it('may be transitive keys of the module for tags that come with each target', () => {
    const targets = resolver({ transitiveTagKeys: ['tenant'] });
    expect(targets.resolve({ accountId: ACCOUNT, tags: { tenant: 'a' } }).session).toMatchObject({
      transitiveTagKeys: ['tenant'],
    });
    expect(refusal(() => targets.resolve({ accountId: ACCOUNT }))).toMatchObject({
      option: 'transitiveTagKeys',
    });
  });

  it('are refused at boot when a policy of the module is of one account', () => {
    expect(refusal(() => resolver({ policyArns: [policyOf(ACCOUNT)] }))).toMatchObject({
      option: 'policyArns',
    });
  });

  it('never repeat what is secret', () => {
    const fields = {
      tags: { team: 'CANARY' },
      policy: `{"CANARY":"${'x'.repeat(2_030)}"}`,
      externalId: 'CANARY',
      sourceIdentity: 'CANARY',
      via: {
        roleArn: BROKER,
        sourceIdentity: 'CANARY-2',
        tags: { team: 'CANARY' },
        transitiveTagKeys: ['team'],
      },
    };
    const withoutPolicy = { ...fields, policy: undefined };
    const identities = { ...withoutPolicy, tags: undefined };
    for (const target of [{ ...fields, policyArns: [READ_ONLY] }, withoutPolicy, identities]) {
      expect(refusal(() => resolver().resolve({ accountId: ACCOUNT, ...target })).message).not.toContain(
        'CANARY',
      );
    }
  });
});

describe('an account with credentials of its own', () => {
  const settings: Settings = { accountOverrides: { [ACCOUNT]: { credentials: 'hub-role' } } };

  it.each([
    ['policy', { policy: POLICY }],
    ['policyArns', { policyArns: [READ_ONLY] }],
    ['tags', { tags: { team: 'a' } }],
  ] as const)('takes no %s of a target or of sessionFor, which would be lost', (field, given) => {
    expect(refusal(() => resolver(settings).resolve({ accountId: ACCOUNT, ...given }))).toMatchObject({
      field,
    });
    const answering = resolver({ ...settings, sessionFor: () => given });
    expect(refusal(() => answering.resolve({ accountId: ACCOUNT }))).toMatchObject({
      field: `sessionFor.${field}`,
    });
  });

  it('is as before where the module narrows the sessions of all roles', () => {
    expect(sessionOf({ accountId: ACCOUNT }, { ...settings, policy: POLICY, via: BROKER })).toEqual({
      kind: 'provided',
      accountId: ACCOUNT,
      partition: 'aws',
    });
  });
});

describe('what sessionFor is given', () => {
  it('is what the target holds, as it was read, and cannot be changed', () => {
    const seen: Readonly<AccountTarget>[] = [];
    const targets = resolver({
      sessionFor: (target) => {
        seen.push(target);
        return undefined;
      },
    });
    targets.resolve({
      accountId: ACCOUNT,
      region: 'us-east-1',
      tags: { a: '1' },
      policyArns: [READ_ONLY, READ_ONLY],
    });
    expect(seen).toEqual([
      { accountId: ACCOUNT, region: 'us-east-1', tags: { a: '1' }, policyArns: [READ_ONLY] },
    ]);
    expect([seen[0], seen[0]?.tags, seen[0]?.policyArns].every(Object.isFrozen)).toBe(true);
  });
});
