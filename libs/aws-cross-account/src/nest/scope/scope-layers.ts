import { type AccountScope, isFromRequest, isResolverClass, type ScopeLayer } from './account-scope.js';

const SCOPE_METADATA = 'nestjs-aws-cross-account:scope';

/** What was said of one handler, the more specific last; what a later layer says as well is not in an earlier one. */
export interface HandlerScope {
  readonly layers: readonly ScopeLayer[];
  /** Whether a request chooses the account. */
  readonly isFromRequest: boolean;
}

/** Notes what a decorator said of a class or handler. None gets lost: several of one place stand in the order of their application. */
export function addLayer(place: object, layer: ScopeLayer): void {
  Reflect.defineMetadata(SCOPE_METADATA, [...layersAt(place), layer], place);
}

/** What was said of the classes that a handler's class is derived from, then of this, then of the handler. */
export function scopeOf(handlerClass: object, handler: object): HandlerScope {
  const said = [...classesUpTo(handlerClass), handler].flatMap(layersAt);
  const layers = said.map((layer, index) => withoutReplaced(layer, said.slice(index + 1)));
  return { layers, isFromRequest: layers.some(isFromRequest) };
}

function layersAt(place: object): ScopeLayer[] {
  return (Reflect.getOwnMetadata(SCOPE_METADATA, place) as ScopeLayer[] | undefined) ?? [];
}

function classesUpTo(handlerClass: object): object[] {
  const base: unknown = Object.getPrototypeOf(handlerClass);
  return typeof base === 'function' ? [...classesUpTo(base), handlerClass] : [handlerClass];
}

function withoutReplaced(layer: ScopeLayer, later: readonly ScopeLayer[]): ScopeLayer {
  if (isResolverClass(layer)) return layer;
  const isSaid = (field: 'accountId' | 'region'): boolean =>
    later.some((other) => !isResolverClass(other) && other[field] !== undefined);
  const left: AccountScope = { ...layer };
  if (isSaid('accountId')) delete left.accountId;
  if (isSaid('region')) delete left.region;
  return left;
}
