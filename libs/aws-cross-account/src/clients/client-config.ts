import { InvalidClientConfigError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { canonicalJson } from '../target/canonical-json.js';
import type { ClientConfig } from './client-options.js';

/** Fields that decide whose client it is, or that reach into what all clients share; with what to use instead. */
const OWNED_FIELDS: Readonly<Record<string, string>> = {
  credentials:
    'clients get the credentials of their role session. Use accountOverrides for an account with its own',
  region: 'the region belongs in the target',
  requestHandler: "all clients share one. Use the module's option requestHandler",
  logger: "the SDK's logger writes session tokens",
  credentialDefaultProvider: 'clients get the credentials of their role session',
  token: 'a bearer token would replace the role session',
  authSchemePreference: 'requests are signed with the credentials of the role session',
  httpAuthSchemes: 'requests are signed with the credentials of the role session',
  httpAuthSchemeProvider: 'requests are signed with the credentials of the role session',
  signer: 'requests are signed with the credentials of the role session',
  extensions: 'an extension may replace credentials and region',
  profile: "a profile brings other credentials. Use the module's option credentials",
  followRegionRedirects:
    "it changes the region of a shared client. Ask HeadBucket for the bucket's region instead",
};

/** A configuration, or part of one, that the user gave. */
export function checkClientConfig(config: unknown, source: string): asserts config is ClientConfig {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new InvalidClientConfigError(source, `expected an object, got ${describeValue(config)}.`);
  }
  for (const [field, reason] of Object.entries(OWNED_FIELDS)) {
    if (field in config) throw new InvalidClientConfigError(`${source}.${field}`, `not allowed: ${reason}.`);
  }
}

/**
 * The canonical form of a configuration of plain values: equal for equal content, whatever the order of its fields.
 * Undefined when nothing is given.
 *
 * @throws InvalidClientConfigError for a value with an identity or a behaviour of its own, which no key can tell apart
 */
export function clientConfigKey(config: ClientConfig, source: string): string | undefined {
  checkClientConfig(config, source);
  const key = canonicalJson(config, source, (path, value) => {
    throw new InvalidClientConfigError(
      path,
      `expected a plain value (string, finite number, boolean, null, array or object of these), got ${describeValue(value)}. ` +
        "Values of other kinds go into the module's option clientDefaults.",
    );
  });
  return key === '{}' ? undefined : key;
}

/** Without the fields that are undefined: they mean "not given", and must not undo a default. */
export function givenFields(config: ClientConfig): ClientConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
