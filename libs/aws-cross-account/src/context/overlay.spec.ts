import { describe, expect, it } from '@jest/globals';
import { InvalidTargetError } from '../errors/target.errors.js';
import type { AccountTarget } from '../target/account-target.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { checkOverlay, layOver } from './overlay.js';

const ACCOUNT = '111122223333';

const targets = new TargetResolver(
  {
    roleName: 'reader',
    region: 'eu-west-1',
    partition: 'aws',
    sessionName: 'app@host',
    sessionFor: ({ roleName = 'reader' }) => ({ externalId: `of-${roleName}` }),
  },
  new Regions(),
);

const over = (target: AccountTarget, overlay: AccountTarget): AccountTarget =>
  layOver(targets.complete(target), overlay);

describe('an overlay', () => {
  it('with a role name replaces name, path and ARN, and keeps the account', () => {
    const byName = { accountId: ACCOUNT, roleName: 'reader', rolePath: '/teams/', sessionName: 'mine' };
    expect(over(byName, { roleName: 'writer' })).toEqual({
      accountId: ACCOUNT,
      roleName: 'writer',
      sessionName: 'mine',
    });
    const byArn = { roleArn: `arn:aws:iam::${ACCOUNT}:role/teams/reader` };
    expect(over(byArn, { roleName: 'writer' })).toEqual({
      accountId: ACCOUNT,
      partition: 'aws',
      roleName: 'writer',
    });
  });

  it('with a role ARN replaces the role, and cannot lead into another account', () => {
    const target = { accountId: ACCOUNT, roleName: 'reader' };
    const there = (accountId: string): AccountTarget =>
      over(target, { roleArn: `arn:aws:iam::${accountId}:role/writer` });
    expect(targets.resolve(there(ACCOUNT)).accountId).toBe(ACCOUNT);
    expect(() => targets.resolve(there('444455556666'))).toThrow(InvalidTargetError);
  });

  it('with other fields replaces these one by one', () => {
    const target = { accountId: ACCOUNT, region: 'eu-west-1', externalId: 'tenant:1', tags: { a: '1' } };
    expect(over(target, { region: 'us-east-1', tags: { b: '2' } })).toEqual({
      ...target,
      region: 'us-east-1',
      tags: { b: '2' },
    });
  });

  it('does not take away by a field that is undefined', () => {
    const target = { accountId: ACCOUNT, region: 'eu-north-1', roleName: 'reader' };
    expect(over(target, { region: undefined, roleName: undefined })).toEqual(target);
  });

  it('is laid over what was given, so that sessionFor is asked for the role that is assumed', () => {
    const { session } = targets.resolve(over({ accountId: ACCOUNT }, { roleName: 'writer' }));
    expect(session).toMatchObject({
      roleArn: `arn:aws:iam::${ACCOUNT}:role/writer`,
      externalId: 'of-writer',
    });
  });

  it.each([
    ['a misspelt field', { rolename: 'writer' }],
    ['a malformed role', { roleName: 'no spaces please' }],
    ['a role twice', { roleName: 'writer', roleArn: `arn:aws:iam::${ACCOUNT}:role/writer` }],
  ])('with %s is refused before there is a target', (_, overlay) => {
    expect(() => checkOverlay(overlay as AccountTarget)).toThrow(InvalidTargetError);
  });
});
