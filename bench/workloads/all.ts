import type { Workload } from '../harness/report.js';
import { boot } from './boot.js';
import { coldBurst } from './cold-burst.js';
import { languages } from './languages.js';
import { memory } from './memory.js';
import { rotation } from './rotation.js';
import { bucketRoute, emptyRoute } from './routes.js';
import { sweep } from './sweep.js';
import { telemetry } from './telemetry.js';
import { warmGet } from './warm-get.js';
import { warmRead } from './warm-read.js';

/** In the order in which they are run and told. */
export const WORKLOADS: readonly Workload[] = [
  warmGet,
  warmRead,
  coldBurst,
  sweep,
  languages,
  rotation,
  emptyRoute,
  bucketRoute,
  telemetry,
  memory,
  boot,
];
