import type { FactoryHealth } from '../clients/factory-health.js';
import type { HealthSettings } from './health-options.js';

/** Of fewer, one alone would say too much. */
const FEWEST_ACCOUNTS = 5;

/** What is answered of the health, beside whether it is up. */
export type HealthAnswer = Readonly<Record<string, unknown>>;

/** Why an application is down; empty while it is up. Each says what to look at. */
export function problemsOf(
  { hubRole, sts, accounts }: FactoryHealth,
  { minReachableShare, requireSts }: HealthSettings,
): string[] {
  const problems: string[] = [];
  const known = accounts.reachable + accounts.unreachable;
  if (hubRole.state === 'failing' || hubRole.state === 'suspected')
    problems.push('the hub role cannot be used: look at its credentials and permissions');
  if (requireSts && sts.endpoints.every(({ state }) => state === 'down'))
    problems.push('STS does not answer: look at the network path to it');
  if (known >= FEWEST_ACCOUNTS && accounts.share !== undefined && accounts.share < minReachableShare)
    problems.push(`${accounts.unreachable} of ${known} accounts cannot be reached: look at factory.sessions`);
  return problems;
}

/** Without `details` there are counts and codes alone. */
export function answerOf(health: FactoryHealth, { details }: HealthSettings): HealthAnswer {
  const { hubRole, sts, accounts, clockOffsetMs } = health;
  const { reachable, unreachable, troubles } = accounts;
  return {
    hubRole: { state: hubRole.state, ...(hubRole.error?.code && { code: hubRole.error.code }) },
    sts: {
      endpoints: Object.fromEntries(sts.endpoints.map(({ region, state }) => [region, state])),
      throttled: sts.throttled,
    },
    clockOffsetSeconds: Math.round(clockOffsetMs / 1_000),
    accounts: { reachable, unreachable, ...(details && { troubles }) },
    ...(details && hubRole.error && { advice: hubRole.error.message }),
  };
}
