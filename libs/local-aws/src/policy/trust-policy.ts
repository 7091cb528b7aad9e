import type { PolicyDocument, PolicyStatement } from './policy-document.js';

export interface TrustPolicyInput {
  /** Who may assume: account ids, account root, role or session ARNs, or `*`. */
  principal: string | string[];
  /** The `sts:ExternalId` that must be sent; with a list, any of them. */
  externalId?: string | string[];
  /** The organization that the caller's account must belong to. */
  principalOrgId?: string;
  /** Also allow `sts:TagSession`, which session tags and transitive tags need. Default false. */
  tagSession?: boolean;
}

/** The usual trust policy: these principals may assume the role, under these conditions. */
export function trustPolicy(input: TrustPolicyInput): PolicyDocument {
  const equals: Record<string, string | string[]> = {};
  if (input.externalId !== undefined) equals['sts:ExternalId'] = input.externalId;
  if (input.principalOrgId !== undefined) equals['aws:PrincipalOrgID'] = input.principalOrgId;
  const statement: PolicyStatement = {
    Effect: 'Allow',
    Principal: { AWS: input.principal },
    Action: input.tagSession === true ? ['sts:AssumeRole', 'sts:TagSession'] : 'sts:AssumeRole',
  };
  if (Object.keys(equals).length > 0) statement.Condition = { StringEquals: equals };
  return { Version: '2012-10-17', Statement: [statement] };
}
