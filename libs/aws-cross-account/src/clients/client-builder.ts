import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { InvalidClientClassError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { type ClientClass, type SdkClient, type SdkClientClass, WrappedClientClass } from './client-class.js';
import { checkClientConfig } from './client-config.js';
import {
  type ClientConfig,
  type ClientOptions,
  type ClientPlace,
  DEFAULT_MAX_ATTEMPTS,
} from './client-options.js';
import type { Transport } from './transport.js';

export interface ClientIdentity {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  /** Undefined for the hub role's own clients. */
  readonly place: ClientPlace | undefined;
}

/** Builds new clients; what it builds is cached by others. */
export class ClientBuilder {
  constructor(
    private readonly options: ClientOptions,
    private readonly transport: Transport,
  ) {}

  /** @throws InvalidClientClassError, InvalidClientConfigError */
  build<T extends object>(
    given: ClientClass<T>,
    identity: ClientIdentity,
    config: ClientConfig | undefined,
  ): T {
    if (!(given instanceof WrappedClientClass))
      return this.#construct(given as SdkClientClass<SdkClient>, identity, config) as T;
    return given.wrap(this.#construct(given.client, identity, config));
  }

  #construct(
    ClientClass: SdkClientClass<SdkClient>,
    { region, credentials, place }: ClientIdentity,
    config: ClientConfig | undefined,
  ): SdkClient {
    checkClientClass(ClientClass);
    const Constructor = ClientClass as new (config: ClientConfig) => SdkClient;
    return new Constructor({
      maxAttempts: this.options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      ...this.#defaultsFor(ClientClass, place),
      ...config,
      region,
      credentials,
      requestHandler: this.transport.handlerFor(ClientClass),
    });
  }

  #defaultsFor(ClientClass: SdkClientClass<SdkClient>, place: ClientPlace | undefined): ClientConfig {
    const { clientDefaults } = this.options;
    if (typeof clientDefaults !== 'function') return clientDefaults ?? {};
    const answer: unknown = clientDefaults(ClientClass, place);
    checkClientConfig(answer, 'clientDefaults()');
    return answer;
  }
}

function checkClientClass(value: unknown): void {
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  if (typeof prototype === 'object' && prototype !== null && 'send' in prototype) return;
  const name = typeof value === 'function' && value.name ? value.name : describeValue(value);
  throw new InvalidClientClassError(`${name} has no method send`);
}
