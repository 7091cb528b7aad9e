import { isOptInRegion } from '../data/regions.js';
import type { CompiledWorld } from './compiled-world.js';
import type { RegionSwitch } from './world-organization.js';

/** What an account has done about a region; undefined for regions that every account has. */
export function regionSwitch(
  world: CompiledWorld,
  accountId: string,
  region: string,
): RegionSwitch | undefined {
  if (!isOptInRegion(region)) return undefined;
  return world.regionsOf.get(accountId)?.get(region) ?? world.optInRegions;
}

/** Whether an account cannot use a region. */
export function isRegionOff(world: CompiledWorld, accountId: string, region: string): boolean {
  const chosen = regionSwitch(world, accountId, region);
  return chosen !== undefined && chosen !== 'on';
}
