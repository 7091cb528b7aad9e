import { assumeRoleScenarios } from './assume-role-scenarios.js';
import { bucketScenarios } from './bucket-scenarios.js';
import { keyScenarios } from './key-scenarios.js';
import { listBucketsScenarios } from './list-buckets-scenarios.js';
import { objectScenarios } from './object-scenarios.js';
import type { Scenario } from './scenario.js';
import { uploadScenarios } from './upload-scenarios.js';

/** All that is compared, in the order of docs/emulators.md. */
export const scenarios: readonly Scenario[] = [
  ...assumeRoleScenarios,
  ...keyScenarios,
  ...listBucketsScenarios,
  ...bucketScenarios,
  ...objectScenarios,
  ...uploadScenarios,
];
