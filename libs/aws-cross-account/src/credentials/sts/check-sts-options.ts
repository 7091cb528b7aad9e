import { describeValue } from '../../errors/describe-value.js';
import { InvalidOptionError } from '../../errors/option.errors.js';
import { regionProblem, type Regions } from '../../target/region.js';
import { checkGroup, numberFrom, type OptionRules, wholeNumberFrom } from '../option-rules.js';
import { STS_NUMBERS, type StsNumbers, type StsOptions, stsSettings } from './sts-settings.js';

export const STS_FIELDS = [
  'region',
  'endpoint',
  'fallbackRegions',
  ...STS_NUMBERS,
] as const satisfies readonly (keyof StsOptions)[];

/** The least that a time limit can measure, in seconds. */
const SHORTEST_LIMIT = 0.1;
/** A call in ten seconds: at less, most calls would wait in vain. */
const SLOWEST_SHARE = 0.1;

/** More than 10,000 in a queue would wait for longer than whoever called. */
const NUMBER_RULES: OptionRules<keyof StsNumbers> = {
  callsPerSecond: numberFrom(1, 10_000),
  replicas: wholeNumberFrom(1, 10_000),
  queueSize: wholeNumberFrom(1, 10_000),
  queueSeconds: numberFrom(SHORTEST_LIMIT, 300),
  connectSeconds: numberFrom(SHORTEST_LIMIT, 60),
  attemptSeconds: numberFrom(SHORTEST_LIMIT, 60),
  totalSeconds: numberFrom(SHORTEST_LIMIT, 300),
};

/** @throws InvalidOptionError with the path of the first field that is wrong */
export function checkStsOptions(sts: StsOptions | undefined, regions: Regions): void {
  if (sts === undefined) return;
  checkGroup('sts', sts, STS_FIELDS, NUMBER_RULES);
  const { region, endpoint } = sts;
  if (region !== undefined) checkRegion('sts.region', region, regions);
  if (endpoint !== undefined && !isHttpUrl(endpoint)) {
    const expected = 'expected a URL such as https://sts.eu-west-1.amazonaws.com';
    throw new InvalidOptionError('sts.endpoint', `${expected}, got ${describeValue(endpoint)}.`);
  }
  checkFallbackRegions(sts, regions);
  checkTogether(sts);
}

/**
 * What can be said of STS's regions only once the module's own region is known.
 *
 * @param hub where the hub role works
 * @throws InvalidOptionError when a region is in another partition, or is called first and to fall back to
 */
export function checkStsRegions(
  { region, fallbackRegions = [] }: StsOptions = {},
  hub: { readonly region: string; readonly partition: string },
  regions: Regions,
): void {
  const first = region ?? hub.region;
  checkPartition('sts.region', first, hub.partition, regions);
  for (const [index, fallback] of fallbackRegions.entries()) {
    const path = `sts.fallbackRegions[${index}]`;
    checkPartition(path, fallback, hub.partition, regions);
    if (fallback === first)
      throw new InvalidOptionError(
        path,
        `region ${first} is the one that STS is called in anyway. Leave it out.`,
      );
  }
}

function checkPartition(path: string, region: string, partition: string, regions: Regions): void {
  const actual = regions.partitionOf(region);
  if (actual === partition) return;
  throw new InvalidOptionError(
    path,
    `region ${region} is in partition ${actual}, but the hub role is in ${partition}. Give a region of ${partition}.`,
  );
}

function checkFallbackRegions({ endpoint, fallbackRegions }: StsOptions, regions: Regions): void {
  if (fallbackRegions === undefined) return;
  const path = 'sts.fallbackRegions';
  if (!Array.isArray(fallbackRegions)) {
    throw new InvalidOptionError(
      path,
      `expected an array of region names, got ${describeValue(fallbackRegions)}.`,
    );
  }
  for (const [index, name] of fallbackRegions.entries()) {
    checkRegion(`${path}[${index}]`, name, regions);
    if (fallbackRegions.indexOf(name) !== index)
      throw new InvalidOptionError(`${path}[${index}]`, `region ${name} stands there twice. Leave one out.`);
  }
  if (endpoint !== undefined && fallbackRegions.length > 0) {
    throw new InvalidOptionError(
      path,
      'expected none beside sts.endpoint: a URL is in one place, so there is nothing to fall back to. Leave out one of the two.',
    );
  }
}

function checkRegion(path: string, region: unknown, regions: Regions): void {
  if (regions.partitionOf(region) === undefined) throw new InvalidOptionError(path, regionProblem(region));
}

/** What is right by itself, and wrong beside the others or their defaults. */
function checkTogether(sts: StsOptions): void {
  const { limits, pace } = stsSettings(sts);
  // An attempt ends with its call; only one that was meant to last longer is a mistake.
  if (sts.attemptSeconds !== undefined && limits.totalMs < limits.attemptMs) {
    const got = `${limits.totalMs / 1_000}${sts.totalSeconds === undefined ? ', the default' : ''}`;
    throw new InvalidOptionError(
      'sts.totalSeconds',
      `expected at least what one attempt may take (attemptSeconds, ${limits.attemptMs / 1_000}), got ${got}.`,
    );
  }
  if (pace.callsPerSecond < SLOWEST_SHARE) {
    throw new InvalidOptionError(
      'sts.replicas',
      `each of ${sts.replicas} replicas would make ${pace.callsPerSecond} calls a second, expected ${SLOWEST_SHARE} at least. ` +
        'Give fewer replicas, or a higher sts.callsPerSecond.',
    );
  }
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
