import type { PolicyDocument } from '../policy/policy-document.js';
import type { AccountState, RegionSwitch, WorldOrganization } from './world-organization.js';

/**
 * A small AWS organization, described in plain data: it survives `JSON.parse(JSON.stringify(world))`.
 * Unknown keys and values out of bounds are refused with a `WorldError`, never ignored.
 */
export interface World {
  /**
   * Value of `aws:PrincipalOrgID` for every caller of a member account, e.g. `o-exampleorgid`. Absent: there is no
   * organization, and the key is missing from requests.
   */
  organizationId?: string;
  /** How the organization is built. Default: the hub's account manages it, and all accounts are in its root. */
  organization?: WorldOrganization;
  /** What opt-in regions are that an account does not mention. Default `on`; AWS's own is `off`. */
  optInRegions?: 'on' | 'off';
  /** Whether denials say which policy lacks what. Default true. AWS often leaves the reason out across accounts. */
  explainDenials?: boolean;
  hub: HubRole;
  /** By account id: twelve digits. The hub's own account exists even when it is not listed. */
  accounts: Record<string, WorldAccount>;
}

/**
 * The identity that `LocalAws.env` holds keys of: an assumed-role session with temporary keys, as an instance
 * profile, an ECS task role or EKS Pod Identity gives. Its keys do not expire and do not count as role chaining.
 */
export interface HubRole {
  accountId: string;
  roleName: string;
  /** Default `/`. */
  path?: string;
  /** Default `hub`. */
  sessionName?: string;
  /** Region of `env` and default region of buckets. Default `us-east-1`. */
  region?: string;
  /** Default: `sts:AssumeRole` and `sts:TagSession` on `*`, and everything in its own account. */
  permissions?: PolicyDocument;
  /** Session tags that follow into each role it assumes, as those of EKS Pod Identity do. */
  transitiveTags?: Record<string, string>;
}

export interface WorldAccount {
  /** Default for Organizations: `Account` and the id. */
  name?: string;
  /** Default: `account-<id>@example.com`. */
  email?: string;
  /** Default `ACTIVE`. */
  state?: AccountState;
  /** Tags that Organizations lists. */
  tags?: Record<string, string>;
  /** The organizational unit by its path of names, e.g. `Workloads/Production`. Default: the root. */
  unit?: string;
  /** Whether it belongs to the organization. Default true, if there is one in the account's partition. */
  member?: boolean;
  /** Opt-in regions that are otherwise than the world's `optInRegions`. */
  regions?: Record<string, RegionSwitch>;
  /** Default `aws`; or `aws-cn`, `aws-us-gov`. Part of every ARN of the account. */
  partition?: string;
  /** A bare name is a bucket in the hub's region. Names are global over all accounts. */
  buckets?: (string | WorldBucket)[];
  /** By role name. */
  roles?: Record<string, WorldRole>;
}

export interface WorldBucket {
  name: string;
  /** Default: the hub's region. */
  region?: string;
  /** ISO 8601. Default: when the running world first saw the bucket. */
  createdAt?: string;
  /** By key. A bare text is an object of that text. What is put through S3 is held beside the description. */
  objects?: Record<string, string | WorldObject>;
}

export interface WorldObject {
  /** Text, kept as UTF-8. */
  body: string;
  /** Default `binary/octet-stream`, as in S3. */
  contentType?: string;
  /** User metadata: US-ASCII, names in lower case, without `x-amz-meta-`. */
  metadata?: Record<string, string>;
}

export interface WorldRole {
  /** Default `/`. Part of the role's ARN, missing from the ARN of its sessions. */
  path?: string;
  trust: PolicyDocument;
  /** Default: everything in its own account, nothing outside. */
  permissions?: PolicyDocument;
  /** Longest session in seconds, 3600 to 43200. Default 3600. */
  maxSessionSeconds?: number;
}
