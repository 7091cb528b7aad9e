import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AccountSession, sessionKey } from './role-session.js';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const roleSession = fc.record(
  {
    accountId: text,
    partition: text,
    roleArn: text,
    sessionName: text,
    externalId: text,
    durationSeconds: fc.nat(),
  },
  { requiredKeys: ['accountId', 'partition', 'roleArn', 'sessionName'] },
);
const asSession = (fields: object): AccountSession => ({ kind: 'assume-role', ...fields }) as AccountSession;

describe('the key of a session', () => {
  it('is equal for equal sessions', () => {
    fc.assert(
      fc.property(roleSession, (fields) => {
        expect(sessionKey(asSession({ ...fields }))).toBe(sessionKey(asSession(fields)));
      }),
    );
  });

  it.each(['roleArn', 'sessionName', 'externalId', 'durationSeconds'])(
    'changes when only %s changes',
    (field) => {
      fc.assert(
        fc.property(roleSession, text, fc.nat(), (fields, otherText, otherNumber) => {
          const other = field === 'durationSeconds' ? otherNumber : otherText;
          fc.pre((fields as Record<string, unknown>)[field] !== other);
          expect(sessionKey(asSession({ ...fields, [field]: other }))).not.toBe(
            sessionKey(asSession(fields)),
          );
        }),
      );
    },
  );

  it('tells an absent external ID from every present one', () => {
    fc.assert(
      fc.property(text, (externalId) => {
        const session = { accountId: '1', partition: 'aws', roleArn: 'r', sessionName: 's' };
        expect(sessionKey(asSession({ ...session, externalId }))).not.toBe(sessionKey(asSession(session)));
      }),
    );
  });

  it('of provided credentials never meets that of an assumed role', () => {
    fc.assert(
      fc.property(roleSession, text, text, (fields, accountId, partition) => {
        expect(sessionKey({ kind: 'provided', accountId, partition })).not.toBe(
          sessionKey(asSession(fields)),
        );
      }),
    );
  });
});
