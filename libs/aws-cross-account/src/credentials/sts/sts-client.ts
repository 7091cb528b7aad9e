import { AsyncLocalStorage } from 'node:async_hooks';
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
  readonly identity: AwsCredentialIdentity;
  readonly signal: AbortSignal;
}

/** Who signs the call that is being made. One client of the SDK serves all callers, whatever they do at the same time. */
const signer = new AsyncLocalStorage<AwsCredentialIdentity>();

/** STS at one endpoint, and the only file that speaks to it. Each call is made once; every answer tells the time. */
export class StsClient {
  readonly #client: STSClient;

  /** @param config region, endpoint and the HTTP handler */
  constructor(config: STSClientConfig, time: ServerTime) {
    const credentials = selfMemoized(async () => signer.getStore() as AwsCredentialIdentity);
    this.#client = new STSClient({ ...config, maxAttempts: 1, credentials });
    this.#client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { headers?: Record<string, string> };
        time.learn(headers?.date);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'crossAccountServerTimeMiddleware' },
    );
  }

  assumeRole(
    input: AssumeRoleCommandInput,
    { identity, signal }: CallOptions,
  ): Promise<AssumeRoleCommandOutput> {
    const command = new AssumeRoleCommand(input);
    return signer.run(identity, () => this.#client.send(command, { abortSignal: signal }));
  }

  getCallerIdentity({ identity, signal }: CallOptions): Promise<GetCallerIdentityCommandOutput> {
    const command = new GetCallerIdentityCommand({});
    return signer.run(identity, () => this.#client.send(command, { abortSignal: signal }));
  }
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
