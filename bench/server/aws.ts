import { LocalAws } from 'local-aws-accounts';
import { answerParent } from './answering.js';
import { worldOf } from './world.js';

const SAMPLE_MS = 20;

/** An AWS with as many accounts as the first argument says, in a process of its own. */
const aws = await LocalAws.start(worldOf(Number(process.argv[2])));

let peakSockets = 0;
setInterval(() => (peakSockets = Math.max(peakSockets, aws.openSockets)), SAMPLE_MS);

answerParent({
  env: () => aws.env,
  assumed: () => aws.calls.count('sts:AssumeRole'),
  peakSockets: () => peakSockets,
  reset: () => {
    peakSockets = 0;
    aws.calls.reset();
  },
});
