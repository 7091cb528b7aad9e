import type { Type } from '@nestjs/common';
import { MetadataScanner, type ModulesContainer, type ModuleRef } from '@nestjs/core';
import type { AccessGate } from '../../clients/access-gate.js';
import { checkOverlay } from '../../context/overlay.js';
import { InvalidOptionError } from '../../errors/option.errors.js';
import { isResolverClass, type ScopeLayer } from './account-scope.js';
import { type HandlerScope, scopeOf } from './scope-layers.js';

interface Scoped {
  /** For people: the class, or its method. */
  readonly name: string;
  readonly scope: HandlerScope;
}

/**
 * Checks what an application lets requests choose, before it serves the first one.
 *
 * @throws InvalidOptionError when requests choose accounts that nobody governs, when a resolver is no provider, or when a constant
 * of a scope is wrong
 */
export function checkScopes(gate: AccessGate, modules: ModulesContainer, moduleRef: ModuleRef): void {
  for (const { name, scope } of scopedHandlers(modules)) {
    if (scope.isFromRequest) gate.checkGoverned(`${name} is @AccountScoped by its requests`);
    for (const layer of scope.layers) checkLayer(layer, name, moduleRef);
  }
}

function checkLayer(layer: ScopeLayer, name: string, moduleRef: ModuleRef): void {
  if (!isResolverClass(layer)) return checkConstants(layer, name);
  try {
    moduleRef.get(layer, { strict: false });
  } catch {
    throw new InvalidOptionError(
      `@AccountScoped(${layer.name})`,
      `${name} needs it as a provider of the application that is a singleton. Add it to the providers of a module.`,
    );
  }
}

const ONLY_CONSTANT =
  'expected a constant. A request may say accountId and region, and nothing else of a target.';

function checkConstants({ accountId, region, ...constants }: Exclude<ScopeLayer, Type>, name: string): void {
  const option = `@AccountScoped on ${name}`;
  const fromRequest = Object.entries(constants).find(([, value]) => typeof value === 'function');
  if (fromRequest) throw new InvalidOptionError(option, `${fromRequest[0]}: ${ONLY_CONSTANT}`);
  try {
    checkOverlay({
      ...constants,
      ...(typeof accountId === 'function' ? {} : { accountId }),
      ...(typeof region === 'function' ? {} : { region }),
    });
  } catch (error) {
    throw new InvalidOptionError(option, error instanceof Error ? error.message : 'malformed.');
  }
}

/** Controllers, gateways, resolvers: whatever has handlers. */
function scopedHandlers(modules: ModulesContainer): Scoped[] {
  const scanner = new MetadataScanner();
  const classes = new Set<Function>();
  for (const { controllers, providers } of modules.values()) {
    for (const { metatype } of [...controllers.values(), ...providers.values()])
      if (typeof metatype === 'function') classes.add(metatype);
  }
  return [...classes].flatMap((type) => {
    const prototype = type.prototype as Record<string, object> | undefined;
    if (!prototype) return [];
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const scope = scopeOf(type, prototype[method] ?? {});
      return scope.layers.length === 0 ? [] : [{ name: `${type.name}.${method}`, scope }];
    });
  });
}
