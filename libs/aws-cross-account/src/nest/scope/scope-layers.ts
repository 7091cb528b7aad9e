import { isFromRequest, type ScopeLayer } from './account-scope.js';

export const SCOPE_METADATA = 'nestjs-aws-cross-account:scope';

/** What was said of one handler. */
export interface HandlerScope {
  /** Of its class first, then of itself. */
  readonly layers: readonly ScopeLayer[];
  /** Whether a request has a say in which account or region it is. */
  readonly isFromRequest: boolean;
}

export function scopeOf(handlerClass: object, handler: object): HandlerScope {
  const layers = [handlerClass, handler]
    .map((place) => Reflect.getMetadata(SCOPE_METADATA, place) as ScopeLayer | undefined)
    .filter((layer) => layer !== undefined);
  return { layers, isFromRequest: layers.some(isFromRequest) };
}
