import { describe, expect, it } from '@jest/globals';
import { PolicyError } from './policy-error.js';
import type { Policy } from './policy.js';
import { readPolicy } from './read-policy.js';
import { trustPolicy } from './trust-policy.js';

const TRUST = { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' };
const IDENTITY = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

function errorOf(document: unknown, kind: Policy['kind']): PolicyError | undefined {
  try {
    readPolicy(document, kind, 'P');
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  return undefined;
}

describe('readPolicy of a trust policy', () => {
  it.each<[string, unknown, string, string]>([
    ['something else', 'x', 'P', 'malformed'],
    ['another version', { Version: '2020-01-01', Statement: TRUST }, 'P.Version', 'malformed'],
    ['an unknown element', { Statement: TRUST, Extra: 1 }, 'P.Extra', 'malformed'],
    ['no statement', { Statement: [] }, 'P.Statement', 'malformed'],
    [
      'a missing effect',
      { Statement: [{ ...TRUST, Effect: 'allow' }] },
      'P.Statement[0].Effect',
      'malformed',
    ],
    [
      'NotPrincipal',
      { Statement: { ...TRUST, NotPrincipal: '*' } },
      'P.Statement.NotPrincipal',
      'unsupported',
    ],
    ['NotAction', { Statement: { ...TRUST, NotAction: 'sts:X' } }, 'P.Statement.NotAction', 'unsupported'],
    ['Resource', { Statement: { ...TRUST, Resource: '*' } }, 'P.Statement.Resource', 'malformed'],
    [
      'a mistyped action',
      { Statement: { ...TRUST, Action: 'sts:AssumeRol' } },
      'P.Statement.Action',
      'malformed',
    ],
    [
      'an action of another service',
      { Statement: { ...TRUST, Action: 's3:Get*' } },
      'P.Statement.Action',
      'malformed',
    ],
    ['no principal', { Statement: { ...TRUST, Principal: {} } }, 'P.Statement.Principal', 'malformed'],
    [
      'a principal in pieces',
      { Statement: { ...TRUST, Principal: { AWS: 'arn:aws:iam::*:root' } } },
      'P.Statement.Principal.AWS',
      'unsupported',
    ],
    [
      'CanonicalUser',
      { Statement: { ...TRUST, Principal: { CanonicalUser: 'x' } } },
      'P.Statement.Principal.CanonicalUser',
      'unsupported',
    ],
    [
      'an unsupported operator',
      { Statement: { ...TRUST, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } } },
      'P.Statement.Condition.IpAddress',
      'unsupported',
    ],
    [
      'IfExists',
      { Statement: { ...TRUST, Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'x' } } } },
      'P.Statement.Condition.StringEqualsIfExists',
      'unsupported',
    ],
    [
      'an unsupported key',
      { Statement: { ...TRUST, Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } } },
      'P.Statement.Condition.StringEquals.aws:SourceVpc',
      'unsupported',
    ],
    [
      'an ARN operator on text',
      { Statement: { ...TRUST, Condition: { ArnLike: { 'sts:ExternalId': 'x' } } } },
      'P.Statement.Condition.ArnLike.sts:ExternalId',
      'unsupported',
    ],
    [
      'no ARN for an ARN operator',
      { Statement: { ...TRUST, Condition: { ArnLike: { 'aws:PrincipalArn': 'x' } } } },
      'P.Statement.Condition.ArnLike.aws:PrincipalArn',
      'malformed',
    ],
    [
      'a policy variable',
      { Statement: { ...TRUST, Condition: { StringLike: { 'sts:ExternalId': '${aws:username}' } } } },
      'P.Statement.Condition.StringLike.sts:ExternalId',
      'unsupported',
    ],
    [
      'a number among strings',
      { Statement: { ...TRUST, Condition: { StringLike: { 'sts:ExternalId': ['a', 1] } } } },
      'P.Statement.Condition.StringLike.sts:ExternalId[1]',
      'malformed',
    ],
    [
      'an empty list of values',
      { Statement: { ...TRUST, Condition: { StringLike: { 'sts:ExternalId': [] } } } },
      'P.Statement.Condition.StringLike.sts:ExternalId',
      'malformed',
    ],
  ])('refuses %s, and says where', (_what, document, path, reason) => {
    expect(errorOf(document, 'trust')).toMatchObject({ code: 'POLICY_INVALID', path, reason });
  });

  it('reads what trustPolicy writes', () => {
    const written = trustPolicy({
      principal: ['111122223333', 'arn:aws:iam::111122223333:role/a/b'],
      externalId: ['x', 'y'],
      principalOrgId: 'o-exampleorgid',
      tagSession: true,
    });
    expect(readPolicy(written, 'trust', 'P').statements).toHaveLength(1);
    expect(written.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:role/a/b'] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: { StringEquals: { 'sts:ExternalId': ['x', 'y'], 'aws:PrincipalOrgID': 'o-exampleorgid' } },
      },
    ]);
  });
});

describe('readPolicy of an identity policy', () => {
  it.each<[string, unknown, string, string]>([
    ['Principal', { ...IDENTITY, Principal: '*' }, 'P.Statement.Principal', 'malformed'],
    ['NotResource', { ...IDENTITY, NotResource: '*' }, 'P.Statement.NotResource', 'unsupported'],
    ['Condition', { ...IDENTITY, Condition: {} }, 'P.Statement.Condition', 'unsupported'],
    ['no resource', { Effect: 'Allow', Action: '*' }, 'P.Statement.Resource', 'malformed'],
    ['half an ARN', { ...IDENTITY, Resource: 'arn:aws:s3' }, 'P.Statement.Resource', 'malformed'],
    ['an action without service', { ...IDENTITY, Action: 'ListBuckets' }, 'P.Statement.Action', 'malformed'],
  ])('refuses %s, and says where', (_what, statement, path, reason) => {
    expect(errorOf({ Statement: statement }, 'identity')).toMatchObject({ path, reason });
  });
});
