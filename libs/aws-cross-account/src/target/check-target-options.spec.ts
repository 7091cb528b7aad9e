import { describe, expect, it } from '@jest/globals';
import { checkTargetOptions } from './check-target-options.js';
import type { TargetOptions } from './target-options.js';

const ACCOUNT = '111122223333';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/broker`;

function optionOf(options: unknown): unknown {
  try {
    checkTargetOptions(options as TargetOptions);
  } catch (error) {
    return (error as { option?: string }).option;
  }
  return undefined;
}

describe('the options of targets', () => {
  it('are right with a role name alone, or with everything', () => {
    expect(optionOf({ roleName: 'reader' })).toBeUndefined();
    expect(
      optionOf({
        roleName: 'reader',
        rolePath: '/teams/',
        region: 'cn-north-1',
        partition: 'aws-cn',
        externalId: 'tenant:1',
        sessionName: 'inventory',
        durationSeconds: 900,
        sourceIdentity: 'inventory',
        policy: { Version: '2012-10-17', Statement: [] },
        policyArns: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'],
        tags: { app: 'inventory' },
        transitiveTagKeys: ['app'],
        via: { roleArn: ROLE_ARN, externalId: 'broker' },
        additionalRegions: ['eu-west-9'],
        accountOverrides: {
          [ACCOUNT]: {
            roleArn: `arn:aws:iam::${ACCOUNT}:role/x`,
            region: 'eu-west-9',
            credentials: 'hub-role',
          },
        },
        sessionFor: () => undefined,
      }),
    ).toBeUndefined();
  });

  it.each([
    ['roleName', {}],
    ['roleName', { roleName: '' }],
    ['roleName', { roleName: 'a b' }],
    ['roleArn', { roleName: 'reader', roleArn: `arn:aws:iam::${ACCOUNT}:role/x` }],
    ['rolePath', { roleName: 'reader', rolePath: 'teams' }],
    ['externalId', { roleName: 'reader', externalId: 'x' }],
    ['sessionName', { roleName: 'reader', sessionName: 'a b' }],
    ['durationSeconds', { roleName: 'reader', durationSeconds: 60 }],
    ['durationSeconds', { roleName: 'reader', durationSeconds: '3600' }],
    ['sourceIdentity', { roleName: 'reader', sourceIdentity: 'a b' }],
    ['policy', { roleName: 'reader', policy: '{' }],
    ['policyArns[0]', { roleName: 'reader', policyArns: ['x'] }],
    ['tags.team', { roleName: 'reader', tags: { team: '*' } }],
    ['transitiveTagKeys', { roleName: 'reader', transitiveTagKeys: {} }],
    ['via', { roleName: 'reader', via: 'broker' }],
    ['via.externalID', { roleName: 'reader', via: { roleArn: ROLE_ARN, externalID: 'xx' } }],
    [
      `accountOverrides.${ACCOUNT}.tags.team`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { tags: { team: '*' } } } },
    ],
    [
      `accountOverrides.${ACCOUNT}.policy`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { credentials: 'hub-role', policy: '{}' } } },
    ],
    ['region', { roleName: 'reader', region: 'mars-1' }],
    ['partition', { roleName: 'reader', partition: 'AWS' }],
    ['additionalRegions', { roleName: 'reader', additionalRegions: 'eu-west-9' }],
    ['additionalRegions[1]', { roleName: 'reader', additionalRegions: ['eu-west-9', 'evil.com'] }],
    ['sessionFor', { roleName: 'reader', sessionFor: {} }],
    ['accountOverrides', { roleName: 'reader', accountOverrides: [] }],
    ['accountOverrides.payments', { roleName: 'reader', accountOverrides: { payments: {} } }],
    [`accountOverrides.${ACCOUNT}`, { roleName: 'reader', accountOverrides: { [ACCOUNT]: null } }],
    [
      `accountOverrides.${ACCOUNT}.roleName`,
      {
        roleName: 'reader',
        accountOverrides: { [ACCOUNT]: { roleName: 'x', roleArn: `arn:aws:iam::${ACCOUNT}:role/x` } },
      },
    ],
    [
      `accountOverrides.${ACCOUNT}.externalID`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { externalID: 'xx' } } },
    ],
    [
      `accountOverrides.${ACCOUNT}.externalId`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { externalId: 'x' } } },
    ],
    [
      `accountOverrides.${ACCOUNT}.roleArn`,
      {
        roleName: 'reader',
        accountOverrides: { [ACCOUNT]: { roleArn: 'arn:aws:iam::444455556666:role/x' } },
      },
    ],
    [
      `accountOverrides.${ACCOUNT}.region`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { region: 'mars-1' } } },
    ],
    [
      `accountOverrides.${ACCOUNT}.credentials`,
      { roleName: 'reader', accountOverrides: { [ACCOUNT]: { credentials: {} } } },
    ],
  ])('name %s when it is wrong', (option, options) => {
    expect(optionOf(options)).toBe(option);
  });
});
