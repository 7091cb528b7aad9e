// Does what README.md tells a newcomer to do after `npm ci`: `npm start`, then its curl commands. Prints each with its answer.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, text]) =>
  text.trim().replaceAll('\\\n', '').split('\n'),
);
const curls = commands.filter((line) => line.startsWith('curl '));
if (!commands.includes('npm ci && npm start') || curls.length < 5)
  throw new RangeError('README.md no longer says how to start');

const port = process.env.PORT ?? '3000';
const demo = spawn('npm', ['start'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
  env: { ...process.env, PORT: port },
});
let output = '';
const started = process.hrtime.bigint();
await new Promise((resolve, reject) => {
  demo.once('exit', () => reject(new RangeError(`npm start ended: ${output}`)));
  demo.stdout.on('data', (chunk) => {
    output += chunk;
    if (output.includes('Stop with Ctrl+C')) resolve();
  });
});
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
console.log(`npm start listened after ${seconds.toFixed(1)} s, build included`);

/** The last word: of a document that is itself. */
const readers = {
  lines: (answer) => JSON.parse(answer.trim().split('\n').at(-1)),
  events: (answer) => JSON.parse(/event: summary\ndata: (.*)\n\n$/.exec(answer)[1]),
};
const answers = curls.map((line) => {
  const answer = execFileSync('sh', ['-c', line.replace('curl ', 'curl -s ').replace(':3000', `:${port}`)], {
    encoding: 'utf8',
  });
  console.log(`$ ${line}\n${answer}`);
  return readers[/text\/event-stream/.test(line) ? 'events' : 'lines'](answer);
});

const exit = once(demo, 'exit');
process.kill(-demo.pid, 'SIGTERM');
await exit;

const [payments, search, , denied, cache, inventory, organization, workloads] = answers;
const names = ({ buckets = [] }) => buckets.map(({ name }) => name).join();
const complaint =
  (!names(payments) && 'the first account lists no buckets') ||
  (!names(search) && 'the second account lists no buckets') ||
  (names(payments) === names(search) && 'two accounts list the same buckets') ||
  (denied.code !== 'ASSUME_ROLE_DENIED' && 'the third account is not denied') ||
  (!/trust policy/.test(denied.message) && 'the denial does not say what to fix') ||
  (cache.credentials?.obtained !== 2 && 'the cache does not count two sessions') ||
  (cache.clients?.reused !== 1 && 'the cache does not count a client that was reused') ||
  (!(inventory.accounts?.length > 2) && 'the cron job does not count in all accounts') ||
  (!(organization.ok > 2 && organization.failures?.[0]?.code === 'ASSUME_ROLE_DENIED') &&
    'the sweep does not tell accounts that deny from others') ||
  (!(workloads.ok > organization.ok) && 'the sweep of regions does not work in more than one');
if (complaint) {
  console.error(`README.md does not hold: ${complaint}`);
  process.exitCode = 1;
}
