import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatRoleArn, parseRoleArn } from './role-arn.js';
import { isRoleName, isRolePath } from './role-name.js';

const NAME_CHARACTERS = 'abcXYZ019_+=,.@-'.split('');
const roleName = fc.string({ unit: fc.constantFrom(...NAME_CHARACTERS), minLength: 1, maxLength: 64 });
const rolePath = fc
  .array(fc.string({ unit: fc.constantFrom(...NAME_CHARACTERS), minLength: 1, maxLength: 20 }), {
    maxLength: 5,
  })
  .map((parts) => (parts.length === 0 ? '/' : `/${parts.join('/')}/`));
const accountId = fc.integer({ min: 0, max: 999_999_999_999 }).map((id) => String(id).padStart(12, '0'));

describe('role ARNs', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
        accountId,
        rolePath,
        roleName,
        (partition, account, path, name) => {
          const arn = formatRoleArn(partition, account, path, name);
          expect(parseRoleArn(arn)).toEqual({
            arn,
            partition,
            accountId: account,
            rolePath: path,
            roleName: name,
          });
        },
      ),
    );
  });

  it('of anything else are not read, and nothing makes the parser throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseRoleArn(value)).toBeUndefined();
      }),
    );
  });

  it.each([
    'arn:::::',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:iam::11112222333:role/reader',
    'arn:aws:iam:eu-west-1:111122223333:role/reader',
    'arn:aws:sts::111122223333:assumed-role/reader/session',
    'arn:aws:iam::111122223333:role/reader:x',
    'arn:evil:iam::111122223333:role/reader',
    'arn:aws:iam::111122223333:role/reader\n',
    'arn:aws:iam::１１1122223333:role/reader',
    `arn:aws:iam::111122223333:role/${'a'.repeat(65)}`,
  ])('are not read from %p', (value) => {
    expect(parseRoleArn(value)).toBeUndefined();
  });
});

describe('role names and paths', () => {
  it.each(['reader', 'a'.repeat(64), 'A_+=,.@-9'])('%p is a name', (value) => {
    expect(isRoleName(value)).toBe(true);
  });

  it.each(['', 'a'.repeat(65), 'a/b', 'a b', 'ä', 'a\n', undefined, ['reader']])('%p is no name', (value) => {
    expect(isRoleName(value)).toBe(false);
  });

  it.each(['/', '/teams/', '/a/b/c/'])('%p is a path', (value) => {
    expect(isRolePath(value)).toBe(true);
  });

  it.each(['', 'teams/', '/teams', '/te ams/', '/a:b/', `/${'a'.repeat(511)}/`])('%p is no path', (value) => {
    expect(isRolePath(value)).toBe(false);
  });
});
