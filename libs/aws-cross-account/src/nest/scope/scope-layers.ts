import type { ScopeLayer } from './account-scope.js';

export const SCOPE_METADATA = 'nestjs-aws-cross-account:scope';

/** What was said of a handler: by its class first, then by itself. */
export function scopeLayers(handlerClass: object, handler: object): ScopeLayer[] {
  return [handlerClass, handler]
    .map((place) => Reflect.getMetadata(SCOPE_METADATA, place) as ScopeLayer | undefined)
    .filter((layer) => layer !== undefined);
}
