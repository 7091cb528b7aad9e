/** What a rule answers that is a function. Anything but true and false, and any failure, means no. */
type Answer = boolean | Promise<boolean>;

/** Knows which accounts there are. Every account directory does. */
export interface AccountMembers {
  allows(accountId: string): Answer;
}

/** Where somebody wants to work, complete and checked. */
export interface RequestedTarget {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Undefined where `accountOverrides` provides the account's credentials. */
  readonly roleArn: string | undefined;
}

/** What `authorize` is asked. */
export interface AuthorizationRequest<Context> {
  /** Who asks: never undefined or null, for which `authorize` is not asked. */
  readonly principal: unknown;
  readonly target: RequestedTarget;
  /** Undefined where no request of Nest's is behind it: a job, a script. */
  readonly executionContext: Context | undefined;
}

/** Where targets may go. What is left out restricts nothing, except `allowedRoles`. */
export interface AccessOptions<Context = never> {
  /**
   * The accounts that may be worked in: a list; a function or an account directory, which is asked each time that credentials are handed
   * out; or `'any-that-trusts-us'`, which says that every account may be, whose role lets the hub role in.
   */
  allowedAccounts?:
    readonly string[] | ((accountId: string) => Answer) | AccountMembers | 'any-that-trusts-us' | undefined;
  /** Accounts in which nothing is done, neither at the target nor on the way (`via`), whatever else allows them. */
  deniedAccounts?: readonly string[] | undefined;
  /** The regions that clients may work in. */
  allowedRegions?: readonly string[] | undefined;
  /**
   * The roles that may be assumed: names, which hold in every account, and ARNs; or a function of the ARN, which is asked each time
   * that credentials are handed out. A role on the way (`via`) counts as well, by its ARN.
   * Default: the roles that the options name (`roleName`, `accountOverrides`, `via`) and those that `sessionFor` answers.
   */
  allowedRoles?: readonly string[] | ((roleArn: string) => Answer) | undefined;
  /** Whether a request may lead into the hub's own account. Default false. */
  allowHubAccount?: boolean | undefined;
  /** Whether somebody may enter a target. Asked each time that a request, a message or a job enters an account context. */
  authorize?: ((request: AuthorizationRequest<Context>) => Answer) | undefined;
  /** Who a request comes from, for `authorize`; may be a promise. Default: `request.user`. */
  principal?: ((executionContext: Context) => unknown) | undefined;
}

/** @typeParam Context what the framework at the edge hands to `principal` and `authorize` */
export interface AccessControlOptions<Context = never> {
  /** Where targets may go. Without it, the application's own code may go wherever AWS lets it. */
  access?: AccessOptions<Context> | undefined;
  /** The account that the application itself runs in. Default: learnt by one GetCallerIdentity when it is first needed. */
  hubAccountId?: string | undefined;
}

/** Whether the options say which accounts requests may choose: without that, any caller could choose any account. */
export function requestTargetsAreGoverned({ access }: AccessControlOptions): boolean {
  return access?.allowedAccounts !== undefined || access?.authorize !== undefined;
}

export function isAccountMembers(value: unknown): value is AccountMembers {
  return (
    typeof value === 'object' && value !== null && 'allows' in value && typeof value.allows === 'function'
  );
}
