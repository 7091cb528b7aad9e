import { AwsFault } from '../service/aws-fault.js';
import type { Params } from '../service/query-params.js';

const FILTERS = ['region-name', 'endpoint', 'opt-in-status'] as const;
const PARAMETER = /^(?:Action|Version|DryRun|AllRegions|RegionName\.\d+|Filter\.\d+\.(?:Name|Value\.\d+))$/;

interface RegionFilter {
  readonly name: (typeof FILTERS)[number];
  /** Any of them; `*` and `?` are wildcards. */
  readonly values: readonly string[];
}

/** What DescribeRegions is asked for. */
export interface RegionParams {
  /** Empty: no region is named. */
  readonly names: readonly string[];
  readonly all: boolean;
  readonly filters: readonly RegionFilter[];
}

export function readRegionParams(params: Params): RegionParams {
  const unknown = [...params.keys()].find((name) => !PARAMETER.test(name));
  if (unknown !== undefined) {
    throw new AwsFault(400, 'UnknownParameter', `The parameter ${unknown.slice(0, 64)} is not recognized`);
  }
  return {
    names: valuesOf(params, 'RegionName.'),
    all: readFlag(params, 'AllRegions'),
    filters: readFilters(params),
  };
}

export function readFlag(params: Params, name: string): boolean {
  const text = params.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') {
    throw invalidValue(`Invalid value '${text.slice(0, 64)}' for boolean parameter ${name}`);
  }
  return text === 'true';
}

export function invalidValue(message: string): AwsFault {
  return new AwsFault(400, 'InvalidParameterValue', message);
}

function readFilters(params: Params): RegionFilter[] {
  const numbers = new Set([...params.keys()].flatMap((key) => /^Filter\.(\d+)\./.exec(key)?.[1] ?? []));
  return [...numbers].map((number) => {
    const given = params.get(`Filter.${number}.Name`);
    const name = FILTERS.find((known) => known === given);
    if (name === undefined) throw invalidValue(`The filter '${given?.slice(0, 64) ?? ''}' is invalid`);
    return { name, values: valuesOf(params, `Filter.${number}.Value.`) };
  });
}

function valuesOf(params: Params, prefix: string): string[] {
  return [...params].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
}
