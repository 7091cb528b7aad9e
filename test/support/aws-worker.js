// Runs a local AWS in a thread of its own: answers questions about its calls, and lets faults befall them.
import { parentPort, workerData } from 'node:worker_threads';
import { LocalAws } from 'local-aws-accounts';

const aws = await LocalAws.start(workerData.world);
const answers = {
  count: ({ action, filter }) => aws.calls.count(action, filter),
  reset: () => aws.calls.reset(),
  addFault: (rule) => void aws.faults.add(rule),
  clearFaults: () => aws.faults.clear(),
  close: () => aws.close(),
};

parentPort.on('message', async ({ id, question, input }) => {
  parentPort.postMessage({ id, answer: await answers[question](input) });
  if (question === 'close') parentPort.close();
});
parentPort.postMessage({ env: aws.env });
