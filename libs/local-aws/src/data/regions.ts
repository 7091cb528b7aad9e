import { partitionOfRegion } from './region.js';

/** Regions that every account has. */
const ALWAYS_ON: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eusc-de-east-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isob-west-1',
  'us-west-1',
  'us-west-2',
];

/** Regions that an account may switch on and off. */
const OPT_IN: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'me-west-1',
  'mx-central-1',
  'sa-west-1',
]);

const ALL: readonly string[] = [...ALWAYS_ON, ...OPT_IN].toSorted();

export function isOptInRegion(region: string): boolean {
  return OPT_IN.has(region);
}

/** The regions of a partition by name, opt-in ones too. */
export function regionsOf(partition: string): string[] {
  return ALL.filter((region) => partitionOfRegion(region) === partition);
}
