import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import type { AccountTarget } from './account-target.js';
import { type CompleteAccountTarget, CompleteTarget } from './complete-target.js';
import { Regions } from './region.js';
import { TargetResolver, type TargetSettings } from './target-resolver.js';

const ACCOUNT = '111122223333';
const PROVIDED = '444455556666';
const BROKER = 'arn:aws:iam::999999999999:role/broker';

function resolver(settings: Partial<TargetSettings> = {}): TargetResolver {
  return new TargetResolver(
    { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host', ...settings },
    new Regions(),
  );
}

/** As `{ ...target }` makes it. */
const copyOf = (target: CompleteAccountTarget): AccountTarget => ({ ...target });

const SETTINGS: Partial<TargetSettings> = {
  rolePath: '/teams/',
  externalId: 'of-the-module',
  tags: { of: 'module' },
  policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  accountOverrides: {
    [ACCOUNT]: { region: 'us-east-1', durationSeconds: 1_800 },
    [PROVIDED]: { credentials: 'hub-role' },
  },
  sessionFor: ({ roleName }) => (roleName === 'auditor' ? { sourceIdentity: 'audit' } : {}),
};

/** One of every kind. */
const TARGETS: [string, AccountTarget][] = [
  ['an account alone', { accountId: ACCOUNT }],
  ['an account and a region', { accountId: ACCOUNT, region: 'eu-north-1' }],
  ['a role ARN', { roleArn: `arn:aws:iam::${ACCOUNT}:role/own/writer` }],
  ['a role that sessionFor knows', { accountId: ACCOUNT, roleName: 'auditor' }],
  ['an account with credentials of its own', { accountId: PROVIDED }],
  ['what is undone', { accountId: ACCOUNT, tags: {}, policyArns: [] }],
  [
    'every field',
    {
      accountId: ACCOUNT,
      region: 'eu-north-1',
      partition: 'aws',
      roleName: 'writer',
      rolePath: '/other/',
      externalId: 'tenant:1',
      sessionName: 'given',
      durationSeconds: 900,
      sourceIdentity: 'somebody',
      policy: { Version: '2012-10-17', Statement: [] },
      policyArns: [`arn:aws:iam::${ACCOUNT}:policy/narrow`],
      tags: { Team: 'a' },
      transitiveTagKeys: ['team'],
      via: { roleArn: BROKER, externalId: 'of-the-broker', via: 'arn:aws:iam::888888888888:role/first' },
    },
  ],
];

describe.each(TARGETS)('the complete target of %s', (_, target) => {
  it('resolves to exactly the same session, as do its copies, for others too', () => {
    const targets = resolver(SETTINGS);
    const complete = targets.complete(target);
    const expected = resolver(SETTINGS).resolve(target);
    for (const same of [complete, copyOf(complete), structuredClone(copyOf(complete))]) {
      expect(targets.resolve(same)).toMatchObject({
        sessionKey: expected.sessionKey,
        region: expected.region,
      });
      expect(resolver(SETTINGS).resolve(same).sessionKey).toBe(expected.sessionKey);
    }
    expect(targets.resolve(complete)).toBe(targets.resolve(target));
  });

  it('is complete and frozen, and completing it changes nothing', () => {
    const targets = resolver(SETTINGS);
    const complete = targets.complete(target);
    expect(Object.isFrozen(complete)).toBe(true);
    expect(targets.complete(complete)).toBe(complete);
    expect(complete).toMatchObject({
      accountId: expect.stringMatching(/^\d{12}$/),
      region: expect.any(String),
      partition: 'aws',
    });
  });
});

describe('a complete target', () => {
  it('is taken for its session without asking anybody again', () => {
    const sessionFor = jest.fn(() => ({}));
    const targets = resolver({ sessionFor });
    const complete = targets.complete({ accountId: ACCOUNT, externalId: 'tenant:1' });
    sessionFor.mockClear();
    targets.resolve(complete);
    expect(sessionFor).not.toHaveBeenCalled();
  });

  it('of another application is a target like any other: the options here decide', () => {
    const complete = resolver().complete({ accountId: PROVIDED });
    expect(resolver(SETTINGS).resolve(complete).session).toMatchObject({ kind: 'provided' });
  });

  it('does not change with what it was made of', () => {
    const given = { accountId: ACCOUNT, tags: { team: 'a' } };
    const complete = resolver().complete(given);
    given.tags.team = 'b';
    given.accountId = PROVIDED;
    expect(complete).toMatchObject({ accountId: ACCOUNT, tags: { team: 'a' } });
    expect(CompleteTarget.given(complete)).toEqual({ accountId: ACCOUNT, tags: { team: 'a' } });
  });

  it('of account and region alone is one object, as long as it is remembered', () => {
    const targets = resolver();
    expect(targets.complete({ accountId: ACCOUNT })).toBe(targets.complete({ accountId: ACCOUNT }));
    expect(targets.complete({ accountId: ACCOUNT })).not.toBe(
      targets.complete({ accountId: ACCOUNT, region: 'eu-west-1' }),
    );
  });

  it('prints without what is secret or about persons, on the way to it too', () => {
    const hidden = {
      externalId: 'CANARY',
      sourceIdentity: 'CANARY',
      policy: '{"Id":"CANARY"}',
      tags: { a: 'CANARY' },
    };
    const complete = resolver().complete({
      accountId: ACCOUNT,
      ...hidden,
      via: { roleArn: BROKER, ...hidden, tags: { b: 'CANARY' } },
    });
    for (const text of [JSON.stringify(complete), inspect(complete), inspect({ complete }, { depth: 9 })]) {
      expect(text).toContain(BROKER);
      expect(text).not.toContain('CANARY');
    }
    expect(copyOf(complete)).toMatchObject(hidden);
  });

  it.each(['externalId', 'sourceIdentity', 'policy', 'tags'])(
    'is refused when it comes back from text without its %s: nothing that narrows is lost',
    (field) => {
      const hidden = { externalId: 'of-tenant', sourceIdentity: 'me', policy: '{}', tags: { a: 'b' } };
      const complete = resolver().complete({
        accountId: ACCOUNT,
        [field]: Reflect.get(hidden, field) as string,
      });
      const read = JSON.parse(JSON.stringify(complete)) as AccountTarget;
      expect(() => resolver().resolve(read)).toThrow(field);
    },
  );
});
