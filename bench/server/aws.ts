import { LocalAws } from 'local-aws-accounts';
import { answerParent } from './answering.js';
import { moveTime } from './moved-time.js';
import { worldOf } from './world.js';

const SAMPLE_MS = 20;

/** An AWS with as many accounts as the first argument says, in a process of its own, whose STS takes as long as the second says. */
const [, , accounts, stsMs = '0'] = process.argv;
const aws = await LocalAws.start(worldOf(Number(accounts)), {
  clock: () => Date.now(),
  latency: { sts: Number(stsMs) },
});

let peakSockets = 0;
setInterval(() => (peakSockets = Math.max(peakSockets, aws.openSockets)), SAMPLE_MS);

answerParent({
  env: () => aws.env,
  moveTime,
  assumed: () => aws.calls.count('sts:AssumeRole'),
  peakSockets: () => peakSockets,
  reset: () => {
    peakSockets = 0;
    aws.calls.reset();
  },
});
