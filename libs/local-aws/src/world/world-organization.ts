/** The organization that the accounts of a world are members of. Its id is the world's `organizationId`. */
export interface WorldOrganization {
  /** Default: the hub's account. */
  managementAccount?: string;
  /** Member accounts that may call Organizations as the management account may. */
  delegatedAdministrators?: string[];
  /** Default: made from the organization's id. */
  rootId?: string;
  /** Organizational units directly below the root, by name. */
  units?: Record<string, WorldUnit>;
}

/** An organizational unit. Which accounts are in it, the accounts say. */
export interface WorldUnit {
  /** Begins with `ou-` and the root's id without `r-`. Default: made from the path of names. */
  id?: string;
  tags?: Record<string, string>;
  /** Units inside, by name. */
  units?: Record<string, WorldUnit>;
}

/**
 * AWS's states of an account. In one that is `SUSPENDED`, `CLOSED` or `PENDING_ACTIVATION` nobody can assume a role, and
 * its sessions end.
 */
export type AccountState = 'ACTIVE' | 'CLOSED' | 'PENDING_ACTIVATION' | 'PENDING_CLOSURE' | 'SUSPENDED';

/** Whether an account has an opt-in region. It can be used when it is `on` only. */
export type RegionSwitch = 'on' | 'off' | 'enabling' | 'disabling';
