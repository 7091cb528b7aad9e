import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SESSION_FIELDS } from './account-target.js';
import { readSessionFields } from './session-fields.js';

const ROLE = 'arn:aws:iam::111122223333:role/reader';
const VIEW = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

class Refusal extends RangeError {
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(problem);
  }
}

function read(fields: unknown) {
  return readSessionFields(fields as object, '', (path, problem) => {
    throw new Refusal(path, problem);
  });
}

/** What reading throws. */
function attempt(fields: unknown): unknown {
  try {
    read(fields);
  } catch (error) {
    return error;
  }
  return undefined;
}

function refusal(fields: unknown): Refusal {
  const error = attempt(fields);
  if (error instanceof Refusal) return error;
  throw new RangeError(`the fields were taken, or ${String(error)}`);
}

const tagsOf = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, '']));
const arnsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `${VIEW}-${index}`);
const chainOf = (roles: number): object =>
  roles === 1 ? { roleArn: ROLE } : { roleArn: ROLE, via: chainOf(roles - 1) };

describe('fields of a role session', () => {
  it.each([
    [{ sessionName: 'ab', externalId: 'ab', sourceIdentity: 'ab', durationSeconds: 900 }],
    [{ sessionName: 'a'.repeat(64), externalId: 'a'.repeat(1_224), sourceIdentity: 'a'.repeat(64) }],
    [{ durationSeconds: 43_200, externalId: 'a_+=,.@:/-' }],
    [{ tags: { ['k'.repeat(128)]: 'v'.repeat(256), 'Ort 1 _.:/=+-@': 'Zürich', empty: '' } }],
    [{ tags: tagsOf(50), transitiveTagKeys: Object.keys(tagsOf(50)).toSorted() }],
    [{ tags: {}, transitiveTagKeys: [], policyArns: [] }],
    [{ policyArns: arnsOf(10) }],
    [{ policyArns: ['arn:aws-cn:iam::111122223333:policy/teams/a/only,this'] }],
    [{ policy: `{"a":"${'x'.repeat(2_040)}"}` }],
    [{ policy: ' {\t"ä": "\u00ff"}\r\n' }],
    [{ via: { roleArn: ROLE, externalId: 'ab', sessionName: 'ab', durationSeconds: 43_200 } }],
    [{ via: chainOf(4) }],
  ])('are taken at their bounds: %j', (fields) => {
    expect(read(fields)).toEqual(fields);
  });

  it.each([
    ['sessionName', { sessionName: 'a' }],
    ['sessionName', { sessionName: 'a'.repeat(65) }],
    ['sessionName', { sessionName: 'Jürgen' }],
    ['externalId', { externalId: 'a'.repeat(1_225) }],
    ['externalId', { externalId: ['ab'] }],
    ['sourceIdentity', { sourceIdentity: 'a' }],
    ['sourceIdentity', { sourceIdentity: 'a'.repeat(65) }],
    ['sourceIdentity', { sourceIdentity: 'aws:alice' }],
    ['sourceIdentity', { sourceIdentity: 'alice smith' }],
    ['durationSeconds', { durationSeconds: 899 }],
    ['durationSeconds', { durationSeconds: 43_201 }],
    ['policy', { policy: '' }],
    ['policy', { policy: 'allow all' }],
    ['policy', { policy: '[]' }],
    ['policy', { policy: '"text"' }],
    ['policy', { policy: [DOCUMENT] }],
    ['policy', { policy: new Map([['Version', '2012-10-17']]) }],
    ['policy', { policy: 4 }],
    ['policy', { policy: `{"a":"${'x'.repeat(2_041)}"}` }],
    ['policy', { policy: { a: 'x'.repeat(2_041) } }],
    ['policy', { policy: { a: '€' } }],
    ['policy', { policy: '{"a":"\u0000"}' }],
    ['policy.Statement[0].Condition', { policy: { Statement: [{ Condition: () => true }] } }],
    ['policyArns', { policyArns: VIEW }],
    ['policyArns', { policyArns: new Set([VIEW]) }],
    ['policyArns', { policyArns: arnsOf(11) }],
    ['policyArns[1]', { policyArns: [VIEW, ROLE] }],
    ['policyArns[0]', { policyArns: ['arn:aws:iam::evil:policy/x'] }],
    ['policyArns[0]', { policyArns: ['arn:aws:iam::aws:policy/'] }],
    ['policyArns[0]', { policyArns: ['arn:aws:iam::aws:policyx'] }],
    ['policyArns[0]', { policyArns: [{ arn: VIEW }] }],
    ['policyArns[0]', { policyArns: Array(1) }],
    ['tags', { tags: [{ Key: 'a', Value: 'b' }] }],
    ['tags', { tags: new Map([['a', 'b']]) }],
    ['tags', { tags: 'a=b' }],
    ['tags', { tags: null }],
    ['tags', { tags: tagsOf(51) }],
    ['tags', { tags: { '': 'x' } }],
    ['tags', { tags: { ['k'.repeat(129)]: 'x' } }],
    ['tags', { tags: { 'a*b': 'x' } }],
    ['tags', { tags: { 'aws:team': 'x' } }],
    ['tags', { tags: { 'AWS:team': 'x' } }],
    ['tags', { tags: { Team: 'a', team: 'a' } }],
    ['tags.team', { tags: { team: 'v'.repeat(257) } }],
    ['tags.team', { tags: { team: 'a*b' } }],
    ['tags.team', { tags: { team: '\ud800' } }],
    ['tags.team', { tags: { team: undefined } }],
    ['tags.team', { tags: { team: 4 } }],
    ['transitiveTagKeys', { transitiveTagKeys: 'team' }],
    ['transitiveTagKeys[0]', { transitiveTagKeys: ['a*b'] }],
    ['transitiveTagKeys[1]', { transitiveTagKeys: ['a', 'aws:b'] }],
    ['via', { via: 'reader' }],
    ['via', { via: [ROLE] }],
    ['via', { via: null }],
    ['via.roleArn', { via: {} }],
    ['via.roleArn', { via: { roleArn: 'reader' } }],
    ['via.roleName', { via: { roleArn: ROLE, roleName: 'reader' } }],
    ['via.region', { via: { roleArn: ROLE, region: 'eu-west-1' } }],
    ['via.externalId', { via: { roleArn: ROLE, externalId: 'a' } }],
    ['via.tags.team', { via: { roleArn: ROLE, tags: { team: '*' } } }],
    ['via.via.sessionName', { via: { roleArn: ROLE, via: { roleArn: ROLE, sessionName: 'a b' } } }],
    ['via.via.via.via.via', { via: chainOf(5) }],
    ['roleName', { roleArn: ROLE, roleName: 'reader' }],
  ])('are refused, with the path %s: %j', (path, fields) => {
    const { path: actual, message } = refusal(fields);
    expect(actual).toBe(path);
    expect(message).toMatch(
      /expected .*got |unknown field|Give one of the two|Leave one out|Shorten the chain/s,
    );
  });

  it.each([
    [{ externalId: 'CANARY 1' }],
    [{ sourceIdentity: 'CANARY 1' }],
    [{ policy: 'CANARY' }],
    [{ policy: '{"CANARY":' }],
    [{ policy: { Statement: ['CANARY', Number.NaN] } }],
    [{ policy: { a: 'CANARY€' } }],
    [{ tags: 'CANARY' }],
    [{ tags: { team: 'CANARY*' } }],
    [{ via: { roleArn: ROLE, externalId: 'CANARY 1', tags: {} } }],
  ])('are never repeated in an error where they are secret or about persons: %j', (fields) => {
    expect(refusal(fields).message).not.toContain('CANARY');
  });

  it('say no number of a hidden field either', () => {
    expect(refusal({ tags: { phone: 4_711 } }).message).toContain('got a number');
  });

  it('of whatever kind are read or refused: nothing makes the reader throw anything else', () => {
    const field = fc.constantFrom(...SESSION_FIELDS);
    fc.assert(
      fc.property(field, fc.anything(), (name, value) => {
        const outcome = attempt({ [name]: value });
        expect(outcome === undefined || outcome instanceof Refusal).toBe(true);
      }),
    );
  });
});

describe('what was read', () => {
  it('is the same in whatever order it was given', () => {
    const one = read({ policyArns: [VIEW, AUDIT], tags: { a: '1', b: '2' }, transitiveTagKeys: ['b', 'a'] });
    const other = read({
      transitiveTagKeys: ['a', 'b', 'a'],
      tags: { b: '2', a: '1' },
      policyArns: [AUDIT, VIEW, AUDIT],
    });
    expect(one).toEqual(other);
    const [statement] = DOCUMENT.Statement;
    const reordered = { Statement: [statement], Version: '2012-10-17', Id: undefined };
    expect(read({ policy: reordered }).policy).toBe(read({ policy: DOCUMENT }).policy);
  });

  it('keeps the text of a policy as it is, and writes a document as JSON of the same content', () => {
    const text = JSON.stringify(DOCUMENT, undefined, 2);
    expect(read({ policy: text }).policy).toBe(text);
    expect(JSON.parse(read({ policy: DOCUMENT }).policy ?? '')).toEqual(DOCUMENT);
  });

  it('is nothing that others can change', () => {
    const given = {
      policy: { Statement: [{ Action: 's3:*' }] },
      policyArns: [VIEW],
      tags: { team: 'a' } as Record<string, string>,
      transitiveTagKeys: ['team'],
      via: { roleArn: ROLE, tags: { app: 'a' } as Record<string, string> },
    };
    const own = read(given);
    const before = structuredClone(own);
    given.policy.Statement = [];
    given.policyArns.push(AUDIT);
    given.tags['team'] = 'b';
    given.transitiveTagKeys.pop();
    given.via.tags['app'] = 'b';
    expect(own).toEqual(before);
    for (const value of [own, own.policyArns, own.tags, own.transitiveTagKeys, own.via, own.via?.tags]) {
      expect(value).toBeDefined();
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('was read once, so that what was checked is what is used', () => {
    const reads: string[] = [];
    const counting = <T extends object>(label: string, fields: T): T =>
      new Proxy(fields, {
        get: (target, name, receiver: unknown) => {
          reads.push(`${label}.${String(name)}`);
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    read(
      counting('fields', {
        policy: counting('policy', { Statement: counting('statement', { Effect: 'Allow' }) }),
        tags: counting('tags', { team: 'a' }),
        via: counting('via', { roleArn: ROLE, tags: counting('via.tags', { app: 'b' }) }),
      }),
    );
    expect(reads).toEqual(
      expect.arrayContaining(['fields.tags', 'statement.Effect', 'tags.team', 'via.tags', 'via.tags.app']),
    );
    expect(reads.filter((read, index) => reads.indexOf(read) !== index)).toEqual([]);
  });
});
