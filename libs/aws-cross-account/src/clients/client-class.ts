/** What every client of the AWS SDK v3 has, as far as this library is concerned. */
export interface SdkClient {
  readonly config: object;
  readonly middlewareStack: object;
  destroy(): void;
}

/** A client class of the AWS SDK v3, such as `S3Client`, or an aggregated one, such as `S3`. */
export type SdkClientClass<T> = new (config: never) => T;

/** A client class, or what `wrapClient` made of one: usable wherever a class is. */
export type ClientClass<T> = SdkClientClass<T> | WrappedClientClass<T>;

interface WrapOptions<C extends SdkClient, T extends object> {
  /** The client class to build. */
  client: SdkClientClass<C>;
  /** The class of what `wrap` returns; its constructor may be protected. */
  as: { readonly prototype: T; readonly name: string };
  /** Called once for each new client. */
  wrap: (client: C) => T;
}

/**
 * Makes a class that is no client, but wraps one (`DynamoDBDocumentClient`), usable wherever a client class is.
 * Make it once, as a constant: every call makes a class of its own, with a cache and injection tokens of its own.
 */
export function wrapClient<C extends SdkClient, T extends object>(
  options: WrapOptions<C, T>,
): ClientClass<T> {
  return new WrappedClientClass(options.client, options.as, (client) => options.wrap(client as C));
}

export class WrappedClientClass<T> {
  readonly name: string;

  /** @internal use `wrapClient` */
  constructor(
    readonly client: SdkClientClass<SdkClient>,
    readonly as: { readonly prototype: T; readonly name: string },
    readonly wrap: (client: SdkClient) => T,
  ) {
    this.name = as.name;
  }
}
