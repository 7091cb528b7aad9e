import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { InvalidTargetError } from '../errors/target.errors.js';
import type { AccountTarget } from './account-target.js';
import { Regions } from './region.js';
import { TargetResolver } from './target-resolver.js';

const ACCOUNT = '111122223333';
/** The longest text that any field takes: a session policy. */
const LONGEST_FIELD = 2_048;

const targets = new TargetResolver(
  { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' },
  new Regions(),
);

type Exec = (this: RegExp, text: string) => RegExpExecArray | null;

afterEach(() => void jest.restoreAllMocks());

/** Each place in a target where a text can stand, with the field that an error must name. */
const PLACES: readonly [string, (text: string) => unknown][] = [
  ['accountId', (text) => ({ accountId: text })],
  ['region', (region) => ({ accountId: ACCOUNT, region })],
  ['partition', (partition) => ({ accountId: ACCOUNT, partition })],
  ['roleName', (roleName) => ({ accountId: ACCOUNT, roleName })],
  ['rolePath', (text) => ({ accountId: ACCOUNT, rolePath: `/${text}/` })],
  ['roleArn', (text) => ({ roleArn: `arn:aws:iam::${ACCOUNT}:role/${text}` })],
  ['roleArn', (text) => ({ roleArn: text.replaceAll('a', ':') })],
  ['externalId', (externalId) => ({ accountId: ACCOUNT, externalId })],
  ['sessionName', (sessionName) => ({ accountId: ACCOUNT, sessionName })],
  ['sourceIdentity', (sourceIdentity) => ({ accountId: ACCOUNT, sourceIdentity })],
  ['policy', (policy) => ({ accountId: ACCOUNT, policy })],
  ['policy', (text) => ({ accountId: ACCOUNT, policy: { Id: text } })],
  ['policyArns[0]', (text) => ({ accountId: ACCOUNT, policyArns: [`arn:aws:iam::aws:policy/${text}`] })],
  ['tags', (text) => ({ accountId: ACCOUNT, tags: { [text]: 'value' } })],
  ['tags.key', (text) => ({ accountId: ACCOUNT, tags: { key: text } })],
  ['transitiveTagKeys[0]', (text) => ({ accountId: ACCOUNT, transitiveTagKeys: [text] })],
  ['via', (text) => ({ accountId: ACCOUNT, via: text })],
  ['via.roleArn', (text) => ({ accountId: ACCOUNT, via: { roleArn: text } })],
  ['"a', (text) => ({ accountId: ACCOUNT, [text]: 'unknown' })],
];

describe.each(PLACES)('a text that is too long for %s', (field, targetOf) => {
  // Counted, not timed: what is too long is never searched, so the work does not grow with it beyond its length being known.
  it('is refused by that name, in a short message, and never searched', () => {
    let longest = 0;
    const exec: Exec = Reflect.get(RegExp.prototype, 'exec');
    jest.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
      longest = Math.max(longest, text.length);
      return exec.call(this, text);
    });
    fc.assert(
      fc.property(fc.integer({ min: LONGEST_FIELD + 1, max: 300_000 }), (length) => {
        const target = targetOf('a'.repeat(length)) as AccountTarget;
        longest = 0;
        const error = refusalOf(target);
        expect(error.field.slice(0, 24)).toContain(field);
        expect(error.message.length).toBeLessThan(600);
        expect(longest).toBeLessThanOrEqual(LONGEST_FIELD);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a field with a name that nobody knows', () => {
  it('cannot forge a line of a log', () => {
    const error = refusalOf({ accountId: ACCOUNT, 'x\nWARN forged': 1 } as AccountTarget);
    expect(error.message.split('\n')).toHaveLength(1);
  });
});

function refusalOf(target: AccountTarget): InvalidTargetError {
  try {
    targets.resolve(target);
  } catch (error) {
    if (error instanceof InvalidTargetError) return error;
    throw error;
  }
  throw new RangeError('the target was taken');
}
