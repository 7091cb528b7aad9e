import type { SdkClient, SdkClientClass } from './client-class.js';
import type { ClientConfig } from './client-options.js';
import { stackOf } from './middleware.js';

/**
 * Fields that the SDK looks for in the environment and in the shared configuration files when a client's configuration has them
 * not. All are functions in the configuration of a client, each of which remembers what it found; none depends on an account,
 * nor on a region that targets may have.
 */
const FOUND_BY_SDK = [
  'accountIdEndpointMode',
  'authSchemePreference',
  'disableS3ExpressSessionAuth',
  'endpointDiscoveryEnabledProvider',
  'requestChecksumCalculation',
  'responseChecksumValidation',
  'retryMode',
  'sigv4aSigningRegionSet',
  'useArnRegion',
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'userAgentAppId',
];

/** The same, where a configuration has no field for it: the endpoint of a service that is set from outside. */
const FOUND_LATER = 'serviceConfiguredEndpoint';

/** Which the SDK takes from the region, where that says it. */
const FIPS_REGION = /^fips-|-fips$/;

/** The step that signs requests. */
export const SIGNING = 'httpSigningMiddleware';

/**
 * What is the same for every client of a class, found out with its first one. A service has as many clients as it has accounts,
 * and to find this out takes the SDK about as long as all else that it does for a client's first request.
 */
export class ClassFacts {
  private constructor(
    /** Those of `FOUND_BY_SDK` that the first client was not given. */
    readonly settings: ClientConfig,
    /** Whether its clients sign what they send. */
    readonly signs: boolean,
    readonly endpoint: unknown,
  ) {}

  static of(client: SdkClient, given: ClientConfig): ClassFacts {
    const config = client.config as ClientConfig;
    const isShared = (field: string): boolean =>
      !(field in given) &&
      typeof config[field] === 'function' &&
      !(field === 'useFipsEndpoint' && FIPS_REGION.test(String(given.region)));
    const found = FOUND_BY_SDK.filter(isShared);
    const signs = stackOf(client)
      .identify()
      .some((entry) => entry.startsWith(SIGNING));
    return new ClassFacts(
      Object.fromEntries(found.map((field) => [field, config[field]])),
      signs,
      config[FOUND_LATER],
    );
  }

  /** Lets a client that was built with `settings` know the rest. */
  tell(client: SdkClient): void {
    if (FOUND_LATER in client.config) Object.assign(client.config, { [FOUND_LATER]: this.endpoint });
  }
}

/** The facts of each class, as far as it has clients. */
export class KnownClasses {
  readonly #facts = new WeakMap<SdkClientClass<SdkClient>, ClassFacts>();

  /**
   * A client of a class, and the facts of its class.
   *
   * @param build makes the client of a configuration
   */
  client(
    ClientClass: SdkClientClass<SdkClient>,
    given: ClientConfig,
    build: (config: ClientConfig) => SdkClient,
  ): { readonly client: SdkClient; readonly facts: ClassFacts } {
    const known = this.#facts.get(ClientClass);
    if (!known && hasDefaultsOfItsOwn(ClientClass)) return alone(build(given));
    const client = build(known ? { ...known.settings, ...given } : given);
    known?.tell(client);
    const facts = known ?? ClassFacts.of(client, given);
    this.#facts.set(ClientClass, facts);
    return { client, facts };
  }
}

/** The facts of one client alone: another of its class may have others. */
function alone(client: SdkClient): { readonly client: SdkClient; readonly facts: ClassFacts } {
  return { client, facts: ClassFacts.of(client, {}) };
}

/**
 * Whether a class is derived from one of the SDK's by a constructor, which may have settings for each region. Those of the SDK are derived
 * from its `Client`, and aggregated ones (`S3`) have no constructor.
 */
function hasDefaultsOfItsOwn(ClientClass: SdkClientClass<SdkClient>): boolean {
  const derived = classesUpTo(ClientClass).slice(0, -2);
  return derived.some((each) => /\bconstructor\s*\(/.test(Function.prototype.toString.call(each)));
}

function classesUpTo(each: unknown): object[] {
  return typeof each === 'function' && each !== Function.prototype
    ? [each, ...classesUpTo(Object.getPrototypeOf(each))]
    : [];
}
