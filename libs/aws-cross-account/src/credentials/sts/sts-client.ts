import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  GetCallerIdentityCommand,
  type GetCallerIdentityCommandOutput,
  STSClient,
  type STSClientConfig,
} from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { selfMemoized } from '../cache/memoized-provider.js';
import type { ServerTime } from '../server-time.js';

/** Who signs a call, and what ends it. */
export interface CallOptions {
  /** Whose identity it is: the same object for the same hub role or session. */
  readonly caller: object;
  readonly identity: AwsCredentialIdentity;
  readonly signal: AbortSignal;
}

interface SigningClient {
  readonly accessKeyId: string;
  readonly client: STSClient;
}

/**
 * STS at one endpoint, and the only file that speaks to it. Each call is made once; every answer tells the time.
 *
 * The SDK takes credentials for a client, not for a call, so there is a client for each caller, and another when its key changes: what
 * is being sent with the one before is still signed with that.
 */
export class StsClient {
  readonly #clients = new WeakMap<object, SigningClient>();

  /** @param config region, endpoint and the HTTP handler */
  constructor(
    private readonly config: STSClientConfig,
    private readonly time: ServerTime,
  ) {}

  assumeRole(input: AssumeRoleCommandInput, options: CallOptions): Promise<AssumeRoleCommandOutput> {
    return this.#clientFor(options).send(new AssumeRoleCommand(input), { abortSignal: options.signal });
  }

  getCallerIdentity(options: CallOptions): Promise<GetCallerIdentityCommandOutput> {
    return this.#clientFor(options).send(new GetCallerIdentityCommand({}), { abortSignal: options.signal });
  }

  #clientFor({ caller, identity }: CallOptions): STSClient {
    const known = this.#clients.get(caller);
    if (known?.accessKeyId === identity.accessKeyId) return known.client;
    // The SDK writes into the identity that it is given.
    const credentials = selfMemoized(async () => ({ ...identity }));
    const client = new STSClient({ ...this.config, maxAttempts: 1, credentials });
    learnTime(client, this.time);
    this.#clients.set(caller, { accessKeyId: identity.accessKeyId, client });
    return client;
  }
}

function learnTime(client: STSClient, time: ServerTime): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string> };
      time.learn(headers?.date);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'crossAccountServerTimeMiddleware' },
  );
}

export interface StsPlace {
  readonly region: string;
  readonly endpoint?: string;
}

/** A client for each place, all over the same connections. */
export function stsClients(
  places: readonly StsPlace[],
  requestHandler: NonNullable<STSClientConfig['requestHandler']>,
  time: ServerTime,
): { readonly region: string; readonly client: StsClient }[] {
  return places.map((place) => ({
    region: place.region,
    client: new StsClient({ ...place, requestHandler }, time),
  }));
}
