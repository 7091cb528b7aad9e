import { partition } from '@aws-sdk/util-endpoints';
import { describeValue } from '../errors/describe-value.js';

/** The form of a region's name: one host label, so that no value can ever reach into another host. */
const REGION_FORM = /^[a-z]{2,}(?:-[a-z0-9]{1,20}){1,6}$/;

/**
 * The regions that may be used: those of the SDK's own partition data, and the names that the application added.
 *
 * The SDK itself accepts any host label as region and takes an unknown one for a region of `aws`; in its answer only a
 * region that its data lists has a description, which is how membership is told here.
 */
export class Regions {
  readonly #added: ReadonlySet<string>;
  /** Partition by region, for regions asked for before; it can hold no more than the data knows. */
  readonly #known = new Map<string, string>();

  constructor(added: readonly string[] = []) {
    this.#added = new Set(added);
  }

  /** The partition of a known region, else undefined. Any value may be asked for. */
  partitionOf(region: unknown): string | undefined {
    if (typeof region !== 'string') return undefined;
    return this.#known.get(region) ?? this.#lookUp(region);
  }

  #lookUp(region: string): string | undefined {
    if (!isRegionForm(region)) return undefined;
    const found: { name: string; description?: string } = partition(region);
    if (found.description === undefined && !this.#added.has(region)) return undefined;
    this.#known.set(region, found.name);
    return found.name;
  }
}

export function isRegionForm(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 63 && REGION_FORM.test(value);
}

/** What is wrong with a value that should be a region, in words. */
export function regionProblem(value: unknown): string {
  const expected = `expected the name of an AWS region such as eu-west-1, got ${describeValue(value)}.`;
  if (value === undefined) return expected;
  return (
    `${expected} ` +
    "If it is a region newer than the installed AWS SDK, update the SDK or name it in the option 'additionalRegions'."
  );
}
