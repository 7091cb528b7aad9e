import type { Provider } from '@nestjs/common';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { AccountSweep } from '../sweep/account-sweep.js';
import type { CrossAccountTelemetry } from '../telemetry/telemetry.js';
import { AWS_CROSS_ACCOUNT_OPTIONS, type AwsCrossAccountModuleOptions } from './module-definition.js';
import { TelemetryWatch } from './telemetry-watch.js';

export const TELEMETRY_OPTION_NAMES = [
  'telemetry',
] as const satisfies readonly (keyof AwsCrossAccountModuleOptions)[];

const METHODS = [
  'watch',
  'cause',
  'obtain',
  'waited',
  'target',
] as const satisfies readonly (keyof CrossAccountTelemetry)[];

/** @param factory the token of the factory that was opened, whatever a test put in its place */
export function telemetryProviders(factory: symbol): Provider[] {
  return [
    {
      provide: TelemetryWatch,
      inject: [AWS_CROSS_ACCOUNT_OPTIONS, factory, AccountSweep],
      useFactory: (
        { telemetry }: AwsCrossAccountModuleOptions,
        opened: CrossAccountClientFactory,
        sweep: AccountSweep,
      ) =>
        new TelemetryWatch(telemetry, {
          stats: () => opened.stats(),
          health: () => opened.health(),
          sweeps: () => (sweep instanceof AccountSweep ? sweep.stats() : NO_SWEEPS),
        }),
    },
  ];
}

/** Where a test has put something else in the place of the sweeps. */
const NO_SWEEPS = { running: 0, ok: 0, failed: 0, skipped: 0, remaining: 0 };

/** @throws InvalidOptionError */
export function checkTelemetry(given: unknown): void {
  if (given === undefined) return;
  const fields = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  if (METHODS.every((name) => typeof fields[name] === 'function')) return;
  throw new InvalidOptionError(
    'telemetry',
    `expected what openTelemetry() of nestjs-aws-cross-account/opentelemetry answers, or an object with the methods ${METHODS.join(', ')}; ` +
      `got ${describeValue(given)}.`,
  );
}
