import { CrossAccountError, type ErrorPlace } from './cross-account.error.js';

/** A client that follows the account context was used where no context is open. It never falls back to the hub role. */
export class NoAccountContextError extends CrossAccountError {
  override readonly name = 'NoAccountContextError';
  readonly code = 'NO_ACCOUNT_CONTEXT';

  /** @param subject what needs a context: the name of a client class, or a method */
  constructor(subject: string) {
    super(
      `${subject} works in the account of the account context, and none is open here. @AccountScoped opens one only where Nest ` +
        "runs interceptors: not for @Cron, not for BullMQ's process, and for @ResolveField only with fieldResolverEnhancers. " +
        'Listeners of event emitters, batches and pools run in the context of whoever emits or comes first, or in none. ' +
        'Open one with AccountContext.run(target, () => ...), or name an account: @InjectAccountClient(Client, { accountId, ' +
        'region }), or CrossAccountClientFactory.get(Client, { accountId, region }).',
    );
  }
}

/** What was begun in one account context is continued in another. Nothing was sent. */
export class CrossedAccountContextError extends CrossAccountError {
  override readonly name = 'CrossedAccountContextError';
  readonly code = 'CROSSED_ACCOUNT_CONTEXT';
  /** The account of the context that it was begun in. Not in the message, which may reach whoever works in the other one. */
  readonly begunIn: string;

  /** @param subject what was begun, and how it was continued */
  constructor(subject: string, begunIn: { readonly accountId: string }, place: ErrorPlace) {
    super(
      `${subject}. Nothing was sent, since it would have mixed two account contexts. Finish it in the context that it was begun in, ` +
        'give each context objects of its own, or, for what outlives its context, take the client of the one account: ' +
        'CrossAccountClientFactory.get(Client, accountContext.require()).',
      { place: { accountId: place.accountId, region: place.region } },
    );
    this.begunIn = begunIn.accountId;
  }
}
