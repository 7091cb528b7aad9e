import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { InvalidOptionError } from '../errors/option.errors.js';
import { regionProblem, type Regions } from '../target/region.js';
import { defaultSessionName } from '../target/session-name.js';
import type { TargetSettings } from '../target/target-resolver.js';
import type { TargetOptions } from '../target/target-options.js';

/** Adds the defaults that come from outside: the region from the SDK's configuration, the session name from the application. */
export async function withDefaults(options: TargetOptions, regions: Regions): Promise<TargetSettings> {
  const region = options.region ?? (await regionOfTheSdk());
  const partition = regions.partitionOf(region);
  if (region === undefined || partition === undefined) {
    throw new InvalidOptionError(
      'region',
      `${regionProblem(region)} Give region, set AWS_REGION, or set it in the profile.`,
    );
  }
  if (options.partition !== undefined && options.partition !== partition) {
    throw new InvalidOptionError(
      'partition',
      `region ${region} is in partition ${partition}, not in ${options.partition}. Correct one of the two.`,
    );
  }
  const sessionName = options.sessionName ?? defaultSessionName(await applicationName(), hostname());
  return { ...options, region, partition, sessionName };
}

async function regionOfTheSdk(): Promise<string | undefined> {
  const load = loadConfig<string | undefined>(
    { ...NODE_REGION_CONFIG_OPTIONS, default: undefined },
    NODE_REGION_CONFIG_FILE_OPTIONS,
  );
  return load();
}

/** The name in the package.json of the working directory, where a service is usually started. */
async function applicationName(): Promise<string> {
  try {
    const { name }: { name?: unknown } = JSON.parse(
      await readFile(join(process.cwd(), 'package.json'), 'utf8'),
    );
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}
