import { LocalAws } from 'local-aws-accounts';
import { answerParent } from './answering.js';
import { worldOf } from './world.js';

/** An AWS with as many accounts as the first argument says, in a process of its own. */
const aws = await LocalAws.start(worldOf(Number(process.argv[2])));

answerParent({
  env: () => aws.env,
  assumed: () => aws.calls.count('sts:AssumeRole'),
  reset: () => aws.calls.reset(),
});
