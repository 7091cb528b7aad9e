import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { InvalidTargetError, NoHubRoleForPartitionError } from '../errors/target.errors.js';
import { regionProblem, type Regions } from '../target/region.js';

export interface HubPlace {
  readonly region: string;
  readonly sessionKey: string;
  readonly accountId: undefined;
}

/** The identity the application itself runs as, in the regions it works in. */
export class HubRole {
  readonly #places = new Map<string, HubPlace>();

  constructor(
    readonly credentials: AwsCredentialIdentityProvider,
    private readonly defaultRegion: string,
    private readonly partition: string,
    private readonly regions: Regions,
  ) {}

  /** One object per region, as long as the application lives: clients are cached by it. */
  placeIn(region: string = this.defaultRegion): HubPlace {
    const known = this.#places.get(region);
    if (known) return known;
    const partition = this.regions.partitionOf(region);
    if (partition === undefined) throw new InvalidTargetError('region', regionProblem(region));
    if (partition !== this.partition)
      throw new NoHubRoleForPartitionError(partition, this.partition, { region });
    const place: HubPlace = Object.freeze({ region, sessionKey: 'hub-role', accountId: undefined });
    this.#places.set(region, place);
    return place;
  }
}
