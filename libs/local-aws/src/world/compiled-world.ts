import type { BucketObjects } from '../objects/bucket-objects.js';
import type { Policy } from '../policy/policy.js';
import type { CompiledOrganization } from './compiled-organization.js';
import type { RegionSwitch } from './world-organization.js';

/** A role that has been read and checked. The hub's role is one of them, with a trust policy that trusts nobody. */
export interface CompiledRole {
  /** Stays the same while the role stays in the world; a role that comes back later gets a new one. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly partition: string;
  readonly trust: Policy;
  readonly permissions: Policy;
  readonly maxSessionSeconds: number;
}

export interface CompiledBucket {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly createdAt: number;
  readonly objects: BucketObjects;
}

/** The world in the form that requests are answered from. Buckets and objects may come and go through S3. */
export interface CompiledWorld {
  readonly organizationId: string | undefined;
  readonly organization: CompiledOrganization | undefined;
  /** Accounts that say they are no members of the organization. */
  readonly outsiders: ReadonlySet<string>;
  /** What opt-in regions are that are not in `regionsOf`. */
  readonly optInRegions: 'on' | 'off';
  /** Opt-in regions that an account mentions, by account. */
  readonly regionsOf: ReadonlyMap<string, ReadonlyMap<string, RegionSwitch>>;
  readonly explainDenials: boolean;
  readonly hub: CompiledRole;
  readonly hubRegion: string;
  readonly hubSessionName: string;
  readonly hubTags: ReadonlyMap<string, string>;
  readonly rolesByArn: ReadonlyMap<string, CompiledRole>;
  readonly rolesById: ReadonlyMap<string, CompiledRole>;
  readonly buckets: Map<string, CompiledBucket>;
  /** Each account's buckets, sorted by name. */
  readonly bucketsOf: Map<string, CompiledBucket[]>;
}
