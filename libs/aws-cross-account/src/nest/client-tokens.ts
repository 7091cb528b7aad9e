import type { InjectionToken } from '@nestjs/common';
import { type ClientClass, WrappedClientClass } from '../clients/client-class.js';
import type { ClientConfig, HubClientOptions } from '../clients/client-options.js';
import { InvalidClientClassError } from '../errors/client.errors.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError } from '../errors/target.errors.js';
import type { AccountTarget } from '../target/account-target.js';
import { canonicalJson } from '../target/canonical-json.js';
import { hideSecrets } from '../target/hidden-fields.js';

/** What a token stands for. */
export type ClientRequest = { readonly ClientClass: ClientClass<object> } & (
  | { readonly of: 'account'; readonly target: AccountTarget }
  | { readonly of: 'context'; readonly overlay: AccountTarget }
  | { readonly of: 'hub'; readonly options: HubClientOptions }
);

/**
 * Which clients the classes of this process ask for. These are facts about classes, as decorators state them; no state of
 * any application is kept here, and every application looks them up for itself when Nest scans it.
 */
const tokensByClass = new WeakMap<object, Map<string, symbol>>();
const requestsByToken = new Map<symbol, ClientRequest>();

/**
 * The injection token of `@InjectAccountClient(ClientClass, target)`: for `overrideProvider`, or `inject` of a factory
 * provider. Equal classes and targets of equal content give the same token, whatever the order of their fields. Tokens are
 * kept for the life of the process: use them for constants, and `CrossAccountClientFactory.get` for computed targets.
 *
 * @throws InvalidClientClassError; InvalidTargetError when the target holds anything but plain values. Whether the target
 * can be used is checked when it is injected.
 */
export function getAccountClientToken<T extends object>(
  ClientClass: ClientClass<T>,
  target: AccountTarget = {},
): InjectionToken<T> {
  if (typeof target !== 'object' || target === null) {
    throw new InvalidTargetError('target', `expected an object, got ${describeValue(target)}.`);
  }
  if ('accountId' in target || 'roleArn' in target) return tokenFor({ ClientClass, of: 'account', target });
  return tokenFor({ ClientClass, of: 'context', overlay: target });
}

/** The injection token of `@InjectHubClient(ClientClass, options)`. */
export function getHubClientToken<T extends object>(
  ClientClass: ClientClass<T>,
  options: HubClientOptions = {},
): InjectionToken<T> {
  return tokenFor({ ClientClass, of: 'hub', options });
}

/** Every request stated so far, with its token. */
export function clientRequests(): Iterable<[token: symbol, request: ClientRequest]> {
  return requestsByToken;
}

function tokenFor(request: ClientRequest): symbol {
  const { ClientClass, of } = request;
  if (typeof ClientClass !== 'function' && !(ClientClass instanceof WrappedClientClass)) {
    throw new InvalidClientClassError(
      `${describeValue(ClientClass)} is no class (an import cycle may have left it undefined)`,
    );
  }
  const content = canonicalContent(request);
  const key = `${of} ${content}`;
  const tokens = tokensByClass.get(ClientClass) ?? new Map<string, symbol>();
  tokensByClass.set(ClientClass, tokens);
  const known = tokens.get(key);
  if (known) return known;
  const stated = JSON.parse(content) as ClientConfig;
  const token = Symbol(describeToken(ClientClass.name, of, stated));
  tokens.set(key, token);
  requestsByToken.set(token, withContent(request, stated));
  return token;
}

function canonicalContent(request: ClientRequest): string {
  const content = canonicalJson(contentOf(request), 'target', (path, value) => {
    throw new InvalidTargetError(path, `expected a plain value, got ${describeValue(value)}.`);
  });
  return request.of === 'hub' ? content : JSON.stringify(JSON.parse(content, inOrder));
}

/** Fields of a target that are sets: the order of their members means nothing. */
function inOrder(field: string, value: unknown): unknown {
  if (field !== 'policyArns' && field !== 'transitiveTagKeys') return value;
  return isTexts(value) ? [...new Set(value)].toSorted() : value;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Nest shows it when it cannot resolve a dependency; an external ID is not for everyone's eyes. */
function describeToken(name: string, of: string, stated: ClientConfig): string {
  return `${name} of the ${of} ${JSON.stringify(stated, hideSecrets)}`;
}

/** A request as it was stated: what its author later does to the object changes nothing. */
function withContent(request: ClientRequest, content: ClientConfig): ClientRequest {
  const { ClientClass } = request;
  if (request.of === 'account') return { ClientClass, of: 'account', target: content };
  return request.of === 'context'
    ? { ClientClass, of: 'context', overlay: content }
    : { ClientClass, of: 'hub', options: content };
}

function contentOf(request: ClientRequest): object {
  if (request.of === 'account') return request.target;
  return request.of === 'context' ? request.overlay : request.options;
}
