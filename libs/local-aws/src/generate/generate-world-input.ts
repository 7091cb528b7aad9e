/** What {@link generateWorld} makes. */
export interface GenerateWorldInput {
  /** How many accounts beside the hub's, 1 to 100000. */
  accounts: number;
  /** The role of the hub's that every account trusts. Default: `inventory-hub` in account 999999999999, eu-west-1. */
  hub?: { accountId: string; roleName: string; region: string };
  /** Name of the role in every account. Default `inventory-reader`. */
  roleName?: string;
  /** Organizational units that accounts are in, five to a unit of the first level. Default 10. */
  units?: number;
  /** Buckets of each account. Default 1. */
  buckets?: number;
  /** The share of accounts that are suspended, 0 to 1. Default 0. */
  suspended?: number;
  /** The share of accounts whose role does not trust the hub, 0 to 1. Default 0. */
  denying?: number;
  /** Other numbers choose other accounts to be suspended or denying. Default 1. */
  seed?: number;
}
