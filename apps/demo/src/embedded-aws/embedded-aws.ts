import type { FaultHandle, LocalAws, World } from 'local-aws-accounts';
import type { EmbeddedState } from './embedded-state.js';
import { foreignTrust, newAccount, trustOf } from './example-organization.js';

/** The AWS in this process, with what may be changed in it while it runs. */
export class EmbeddedAws {
  #throttling: FaultHandle | undefined;

  constructor(
    private readonly aws: LocalAws,
    /** As it was at the start. */
    readonly world: World,
    readonly roleName: string,
  ) {}

  get url(): string {
    return this.aws.url;
  }

  get state(): EmbeddedState {
    return { stsThrottles: this.#throttling !== undefined };
  }

  /**
   * Lets the role of an account trust the hub, or somebody else. An account that has no such role is given one.
   *
   * @returns whether there is such an account
   */
  setTrust(accountId: string, trusted: boolean): boolean {
    let found = false;
    this.aws.update(({ accounts }) => {
      const account = accounts[accountId];
      if (!account) return;
      found = true;
      const { [this.roleName]: role, ...others } = account.roles ?? {};
      const trust = trusted ? trustOf(accountId) : foreignTrust();
      account.roles = { ...others, [this.roleName]: { ...role, trust } };
    });
    return found;
  }

  /** Lets STS throttle every AssumeRole, or none. */
  setStsThrottles(throttles: boolean): void {
    this.#throttling?.clear();
    this.#throttling = throttles
      ? this.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'throttle' } })
      : undefined;
  }

  /** An account of a new id joins the organization. */
  addAccount(name: string): { id: string; name: string } {
    let id = '';
    this.aws.update(({ accounts }) => {
      id = freeId(accounts);
      accounts[id] = newAccount(name, `bucket-of-${id}`, this.roleName);
    });
    return { id, name };
  }

  close(): Promise<void> {
    return this.aws.close();
  }
}

/** Such ids are given to nobody else in the example. */
function freeId(accounts: World['accounts']): string {
  let number = 700_000_000_001;
  while (Object.hasOwn(accounts, String(number))) number += 1;
  return String(number);
}
