import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { UndiciHttpHandler } from '@smithy/undici-http-handler';
import { Child } from '../harness/child.js';
import { startApplication, useAws } from '../harness/factory.js';
import { type Contender, interleave } from '../harness/interleave.js';
import { always, atMost, type Report, type Workload } from '../harness/report.js';
import { rowsOf, standingOf } from '../harness/rows.js';
import { milliseconds } from '../harness/time.js';
import { accountIds, ROLE_NAME } from '../server/world.js';

const ROLES = 100;
const USES = 10_000;
const ROUNDS = { full: 15, short: 1 };

const BOUND = '100 calls of AssumeRole by hand';
const OURS = '10,000 first uses of the factory';

/** Many first uses at once: each role is to be assumed once, and nobody waits for longer than that takes. */
export const coldBurst: Workload = {
  name: 'cold-burst',
  async run(size): Promise<Report> {
    const aws = await Child.start('server/aws.js', {}, [String(ROLES)]);
    await useAws(aws);
    const counts: number[] = [];
    const standings = await interleave([byHand(), byFactory(aws, counts)], ROUNDS[size]);
    await aws.stop();
    return {
      title: '10,000 first uses of 100 roles',
      unit: 'ms',
      ratioTo: BOUND,
      rows: rowsOf(standings, OURS, BOUND),
      checks: [always(`exactly ${ROLES} calls of AssumeRole for ${USES} uses`, counts, ROLES)],
      aims: [atMost('within 1.1 times the wall time', standingOf(standings, OURS).ratioTo(BOUND), 1.1)],
      about:
        'All at once, with nothing cached and no connection made. By hand means the calls alone, through one client.',
    };
  },
};

function byHand(): Contender {
  return {
    name: BOUND,
    round: async () => {
      const requestHandler = new UndiciHttpHandler({ dispatcher: { connections: 64 } });
      const sts = new STSClient({ requestHandler });
      const call = (accountId: string): Promise<unknown> =>
        sts.send(
          new AssumeRoleCommand({
            RoleArn: `arn:aws:iam::${accountId}:role/${ROLE_NAME}`,
            RoleSessionName: 'by-hand',
          }),
        );
      globalThis.gc?.();
      const ms = await milliseconds(() => Promise.all(accountIds(ROLES).map(call)));
      sts.destroy();
      return ms;
    },
  };
}

function byFactory(aws: Child, counts: number[]): Contender {
  const targets = accountIds(ROLES).map((accountId) => ({ accountId }));
  return {
    name: OURS,
    round: async () => {
      const { app, factory } = await startApplication();
      await aws.ask('reset');
      const uses = Array.from({ length: USES }, (_, use) => targets[use % ROLES] ?? { accountId: '' });
      globalThis.gc?.();
      const ms = await milliseconds(() =>
        Promise.all(uses.map((target) => factory.getCredentials(target)())),
      );
      counts.push(await aws.ask<number>('assumed'));
      await app.close();
      return ms;
    },
  };
}
