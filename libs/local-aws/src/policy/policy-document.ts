/** An IAM policy, in the part of the language that this package evaluates; anything else is refused. */
export interface PolicyDocument {
  Version?: '2012-10-17' | '2008-10-17';
  Id?: string;
  Statement: PolicyStatement | PolicyStatement[];
}

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** Trust policies only. `Service` and `Federated` are accepted and match no caller of this world. */
  Principal?: '*' | PolicyPrincipals;
  Action: string | string[];
  /** Identity and session policies only. */
  Resource?: string | string[];
  /** Trust policies only: operator, then condition key, then the values. */
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface PolicyPrincipals {
  /** Account id, account root ARN, role ARN, assumed-role session ARN or `*`. */
  AWS?: string | string[];
  Service?: string | string[];
  Federated?: string | string[];
}
