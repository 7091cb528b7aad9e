import type { AccountState } from './world-organization.js';

/** The root of an organization or one of its units. */
export interface OrganizationNode {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly tags: ReadonlyMap<string, string>;
  /** Absent for the root. */
  readonly parent?: OrganizationNode;
  /** Ids from the organization's to this one's, e.g. `o-exampleorgid/r-exam/ou-exam-12345678/`. */
  readonly path: string;
  /** Directly inside, by id. */
  readonly units: OrganizationNode[];
  /** Directly inside, by id. */
  readonly accounts: MemberAccount[];
}

export interface MemberAccount {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly tags: ReadonlyMap<string, string>;
  readonly parent: OrganizationNode;
}

/** An organization in the form that requests are answered from. */
export interface CompiledOrganization {
  readonly id: string;
  readonly arn: string;
  readonly partition: string;
  readonly management: MemberAccount;
  /** Accounts that may ask about all of it: the management account and the delegated administrators. */
  readonly administrators: ReadonlySet<string>;
  readonly root: OrganizationNode;
  /** The root and all units, by id. */
  readonly nodes: ReadonlyMap<string, OrganizationNode>;
  /** By account id, in the order of ids. */
  readonly members: ReadonlyMap<string, MemberAccount>;
}
