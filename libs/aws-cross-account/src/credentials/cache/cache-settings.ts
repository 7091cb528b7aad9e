/** How many of each are kept; the least recently used go first. */
export interface CacheOptions {
  /** Clients of each class. Default 2000. */
  clients?: number | undefined;
  /** Role sessions with credentials. Default 20000. */
  credentials?: number | undefined;
  /** Role sessions that STS has refused. Default 20000. */
  denials?: number | undefined;
}

export const CACHE_DEFAULTS = { clients: 2_000, credentials: 20_000, denials: 20_000 } as const;
