import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AccountSession, type RoleSession, sessionKey } from './role-session.js';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const set = fc.uniqueArray(text, { maxLength: 3 }).map((items) => items.toSorted());

/** Every field of a role session: the compiler misses one that is not here. */
const FIELDS: { readonly [F in keyof RoleSession]-?: fc.Arbitrary<unknown> } = {
  kind: fc.constant('assume-role'),
  accountId: text,
  partition: text,
  roleArn: text,
  sessionName: text,
  externalId: text,
  durationSeconds: fc.nat(),
  sourceIdentity: text,
  policy: text,
  policyArns: set,
  tags: fc.dictionary(text, text, { maxKeys: 3 }),
  transitiveTagKeys: set,
  via: fc.record({ kind: fc.constant('assume-role'), roleArn: text, sessionName: text }),
};
type Field = keyof typeof FIELDS;

/** Account and partition stand in the role ARN, and are not told apart without it. */
const KEYED = (Object.keys(FIELDS) as Field[]).filter(
  (field) => !['kind', 'accountId', 'partition'].includes(field),
);
const roleSession = fc.record(FIELDS, {
  requiredKeys: ['kind', 'accountId', 'partition', 'roleArn', 'sessionName'],
}) as fc.Arbitrary<RoleSession>;

type Entry = readonly [string, unknown];

/** The same content, with the keys of every object in another order. */
function rearranged<T>(value: T, order: (entries: Entry[]) => Entry[]): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): Entry => [
    name,
    rearranged<unknown>(inner, order),
  ]);
  return Object.fromEntries(order(entries)) as T;
}

const reversed = <T>(value: T): T => rearranged(value, (entries) => entries.toReversed());

/** Equal for equal content, and made by other means than the key. */
function content(value: unknown): string {
  const byName = ([one]: Entry, [other]: Entry): number => (one < other ? -1 : 1);
  return JSON.stringify(rearranged(value, (entries) => entries.toSorted(byName))) ?? 'absent';
}

describe('the key of a session', () => {
  it('is equal for equal sessions, whatever the order of keys', () => {
    fc.assert(
      fc.property(roleSession, (session) => {
        expect(sessionKey(reversed(session))).toBe(sessionKey(session));
      }),
    );
  });

  it.each(KEYED)('changes when only %s changes', (field) => {
    fc.assert(
      fc.property(roleSession, FIELDS[field], (session, other) => {
        fc.pre(content(session[field]) !== content(other));
        expect(sessionKey({ ...session, [field]: other })).not.toBe(sessionKey(session));
      }),
    );
  });

  it.each(KEYED)('changes when only %s of a session on the way changes', (field) => {
    fc.assert(
      fc.property(roleSession, roleSession, FIELDS[field], (session, via, other) => {
        fc.pre(content(via[field]) !== content(other));
        const changed = { ...via, [field]: other };
        expect(sessionKey({ ...session, via: changed })).not.toBe(sessionKey({ ...session, via }));
      }),
    );
  });

  it.each(KEYED.filter((field) => field !== 'roleArn' && field !== 'sessionName'))(
    'tells an absent %s from every present one',
    (field) => {
      fc.assert(
        fc.property(roleSession, FIELDS[field], (session, value) => {
          const { [field]: _, ...without } = session;
          expect(sessionKey({ ...session, [field]: value })).not.toBe(sessionKey(without as RoleSession));
        }),
      );
    },
  );

  // 1,415 sessions make 1,000,405 pairs, in less than 2 s. Few values, so that many fields of a pair are equal.
  it('is another for each of a million random pairs of different sessions', () => {
    const few = fc.constantFrom('', 'a', '"', ',', 'null', '[]', 'a","b');
    const fields = {
      ...FIELDS,
      roleArn: few,
      sessionName: few,
      externalId: few,
      sourceIdentity: few,
      policy: few,
    };
    const sets = fc.subarray(['a', 'b', 'a","b']);
    const near = fc.record(
      { ...fields, policyArns: sets, transitiveTagKeys: sets, tags: fc.dictionary(few, few, { maxKeys: 2 }) },
      { requiredKeys: ['roleArn', 'sessionName'] },
    ) as fc.Arbitrary<RoleSession>;
    const contentByKey = new Map<string, string>();
    for (const session of fc.sample(near, 1_415)) {
      const { accountId: _, partition: __, kind: ___, ...keyed } = session;
      const key = sessionKey({ ...session, kind: 'assume-role' });
      expect(contentByKey.get(key) ?? content(keyed)).toBe(content(keyed));
      contentByKey.set(key, content(keyed));
    }
    expect(contentByKey.size).toBeGreaterThan(1_000);
  });

  it('of provided credentials never meets that of an assumed role', () => {
    fc.assert(
      fc.property(roleSession, text, text, (session, accountId, partition) => {
        const provided: AccountSession = { kind: 'provided', accountId, partition };
        expect(sessionKey(provided)).not.toBe(sessionKey(session));
      }),
    );
  });
});
