import { describe, expect, it } from '@jest/globals';
import type { Caller } from './caller.js';
import { evaluate } from './evaluate.js';
import type { Verdict } from './evaluate.js';
import { readPolicy } from './read-policy.js';

const caller: Caller = {
  accountId: '999999999999',
  partition: 'aws',
  roleId: 'AROAEXAMPLE',
  roleName: 'hub',
  roleArn: 'arn:aws:iam::999999999999:role/service/hub',
  sessionName: 'web',
  sessionArn: 'arn:aws:sts::999999999999:assumed-role/hub/web',
  chained: false,
  transitiveTags: new Map(),
};

function trust(statement: unknown, context: Record<string, string> = {}, action = 'sts:AssumeRole'): Verdict {
  const policy = readPolicy({ Statement: statement }, 'trust', 'P');
  const resource = 'arn:aws:iam::111122223333:role/x';
  return evaluate(policy, { action, resource, caller, context: new Map(Object.entries(context)) });
}

function identity(statement: unknown, action: string, resource: string): Verdict {
  const policy = readPolicy({ Statement: statement }, 'identity', 'P');
  return evaluate(policy, { action, resource, caller, context: new Map() });
}

const allow = (principal: unknown) => ({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
const when = (Condition: unknown) => ({ ...allow('*'), Condition });

describe('principals of a trust policy', () => {
  it.each<[unknown, Verdict]>([
    ['*', 'allow'],
    [{ AWS: '*' }, 'allow'],
    [{ AWS: '999999999999' }, 'allow'],
    [{ AWS: 'arn:aws:iam::999999999999:root' }, 'allow'],
    [{ AWS: ['111122223333', 'arn:aws:iam::999999999999:role/service/hub'] }, 'allow-named'],
    [{ AWS: 'arn:aws:sts::999999999999:assumed-role/hub/web' }, 'allow-named'],
    [{ AWS: '999999999998' }, 'implicit-deny'],
    [{ AWS: 'arn:aws-cn:iam::999999999999:root' }, 'implicit-deny'],
    [{ AWS: 'arn:aws:iam::999999999999:role/hub' }, 'implicit-deny'],
    [{ AWS: 'arn:aws:sts::999999999999:assumed-role/hub/other' }, 'implicit-deny'],
    [{ AWS: 'arn:aws:iam::999999999999:user/hub' }, 'implicit-deny'],
    [{ Service: 'ec2.amazonaws.com' }, 'implicit-deny'],
    [{ Federated: 'arn:aws:iam::999999999999:oidc-provider/x' }, 'implicit-deny'],
  ])('%j: %s', (principal, verdict) => {
    expect(trust(allow(principal))).toBe(verdict);
  });
});

describe('actions of a trust policy', () => {
  it.each(['sts:AssumeRole', 'STS:assumerole', 'sts:Assume*', 'sts:*', '*', 'sts:AssumeRol?'])(
    '%s allows it',
    (Action) => {
      expect(trust({ ...allow('*'), Action })).toBe('allow');
    },
  );

  it('another action of STS does not', () => {
    expect(trust({ ...allow('*'), Action: 'sts:TagSession' })).toBe('implicit-deny');
    expect(trust(allow('*'), {}, 'sts:TagSession')).toBe('implicit-deny');
  });
});

describe('conditions', () => {
  const ORG = { 'aws:principalorgid': 'o-exampleorgid' };
  const ARN = { 'aws:principalarn': caller.roleArn };

  it.each<[unknown, Record<string, string>, boolean]>([
    [{ StringEquals: { 'sts:ExternalId': 'a' } }, { 'sts:externalid': 'a' }, true],
    [{ StringEquals: { 'STS:externalID': 'a' } }, { 'sts:externalid': 'a' }, true],
    [{ StringEquals: { 'sts:ExternalId': 'a' } }, { 'sts:externalid': 'A' }, false],
    [{ StringEquals: { 'sts:ExternalId': 'a' } }, {}, false],
    [{ StringEquals: { 'sts:ExternalId': '*' } }, { 'sts:externalid': 'a' }, false],
    [{ StringEquals: { 'sts:ExternalId': ['b', 'a'] } }, { 'sts:externalid': 'a' }, true],
    [{ StringLike: { 'sts:ExternalId': 'team-?-*' } }, { 'sts:externalid': 'team-1-x' }, true],
    [{ StringLike: { 'sts:ExternalId': ['x*', 'y*'] } }, { 'sts:externalid': 'z' }, false],
    [{ StringLike: { 'sts:ExternalId': '*' } }, {}, false],
    [{ StringNotEquals: { 'sts:ExternalId': ['a', 'b'] } }, { 'sts:externalid': 'b' }, false],
    [{ StringNotEquals: { 'sts:ExternalId': 'a' } }, {}, true],
    [{ StringNotLike: { 'sts:ExternalId': 'a*' } }, { 'sts:externalid': 'ab' }, false],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }, ORG, true],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-otherotherot' } }, ORG, false],
    [
      { StringEquals: { 'aws:PrincipalAccount': '999999999999' } },
      { 'aws:principalaccount': '999999999999' },
      true,
    ],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/service/*' } }, ARN, true],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/*' } }, ARN, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*role/service/hub:x' } }, ARN, false],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/*' } }, ARN, false],
    [{ StringLike: { 'aws:PrincipalArn': 'arn:*hub' } }, ARN, true],
    [{ StringEquals: { 'aws:PrincipalArn': caller.roleArn, 'sts:ExternalId': 'a' } }, ARN, false],
    [
      { StringEquals: { 'aws:PrincipalArn': caller.roleArn }, StringLike: { 'sts:ExternalId': 'a' } },
      ARN,
      false,
    ],
  ])('%j with %j: %s', (condition, context, holds) => {
    expect(trust(when(condition), context)).toBe(holds ? 'allow' : 'implicit-deny');
  });
});

describe('an explicit deny', () => {
  it('wins over every allow, wherever it stands', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*' };
    expect(trust([deny, allow('*')])).toBe('explicit-deny');
    expect(trust([allow({ AWS: caller.roleArn }), deny])).toBe('explicit-deny');
  });

  it('keeps strangers out by a negated condition', () => {
    const deny = { ...when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }), Effect: 'Deny' };
    expect(trust([allow('*'), deny], { 'aws:principalorgid': 'o-exampleorgid' })).toBe('allow');
    expect(trust([allow('*'), deny], { 'aws:principalorgid': 'o-otherotherot' })).toBe('explicit-deny');
    expect(trust([allow('*'), deny])).toBe('explicit-deny');
  });

  it('does nothing where it does not apply', () => {
    expect(trust([allow('*'), { ...allow({ AWS: '111122223333' }), Effect: 'Deny' }])).toBe('allow');
  });
});

describe('identity policies', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/inventory-reader';

  it.each<[unknown, Verdict]>([
    [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE }, 'allow'],
    [{ Effect: 'Allow', Action: 'sts:*', Resource: 'arn:aws:iam::*:role/inventory-*' }, 'allow'],
    [{ Effect: 'Allow', Action: '*', Resource: '*' }, 'allow'],
    [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ['arn:aws:iam::444455556666:role/*'] },
      'implicit-deny',
    ],
    [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: 'arn:aws:iam::11112222333?:role/inventory-reader',
      },
      'allow',
    ],
    [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, 'implicit-deny'],
    [
      [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'sts:*', Resource: ROLE },
      ],
      'explicit-deny',
    ],
  ])('%j: %s', (statement, verdict) => {
    expect(identity(statement, 'sts:AssumeRole', ROLE)).toBe(verdict);
  });
});
