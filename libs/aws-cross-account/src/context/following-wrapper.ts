import type { ContextClient } from './context-client.js';
import { inherited } from './inherited.js';

type Method = (...args: unknown[]) => unknown;

/**
 * Stands for what `wrapClient` makes of a client where that is no client itself but a class of the user's: each method is called
 * on the wrapper of the account context at hand, so that private fields work.
 *
 * Other properties are that wrapper's too; outside of a context they are undefined, since frameworks look at any object for methods
 * that it may have. Accessors of the class throw there.
 */
export function followingWrapper(prototype: object, contextClient: ContextClient): object {
  const methods: Record<string, Method> = {};
  const getters: Record<string, () => unknown> = {};
  for (const [name, member] of classMembers(prototype)) {
    if (typeof member.value === 'function') {
      methods[name] = (...args) => call(contextClient.client, name, args);
    } else getters[name] = () => Reflect.get(contextClient.client, name);
  }
  if (methods.destroy) methods.destroy = () => {};
  const own = Object.create(inherited(prototype, { methods, getters })) as object;
  return new Proxy(own, {
    get: (target, key, receiver) =>
      key in target ? Reflect.get(target, key, receiver) : fieldOf(contextClient, key),
  });
}

/** Those of the class and of what it extends, without the constructor; the most derived one of a name. */
function classMembers(prototype: object): Map<string, PropertyDescriptor> {
  const members = new Map<string, PropertyDescriptor>();
  for (let own = prototype; own !== Object.prototype; own = Object.getPrototypeOf(own) as object) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(own))) {
      if (name !== 'constructor' && !members.has(name)) members.set(name, member);
    }
  }
  return members;
}

function call(wrapper: object, name: string, args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(wrapper, name) as Method, wrapper, args);
}

function fieldOf(contextClient: ContextClient, key: PropertyKey): unknown {
  if (!contextClient.isInContext) return undefined;
  const wrapper = contextClient.client;
  const value: unknown = Reflect.get(wrapper, key);
  return typeof value === 'function' ? (value as Method).bind(wrapper) : value;
}
