import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { checkGroup, type OptionRule, wholeNumberFrom } from '../../credentials/option-rules.js';

export interface OpenTelemetryOptions {
  /**
   * How many accounts get a series of their own on the metrics that tell of accounts, 0-10000. So many each of those that fail and of
   * those that do not; further ones are together in `other`. Default 0: account ids are on spans alone.
   */
  accountsOnMetrics?: number | undefined;
  /** Default: the one that is registered with the API when the application boots. */
  meterProvider?: MeterProvider | undefined;
  /** Likewise. */
  tracerProvider?: TracerProvider | undefined;
}

/** @throws InvalidOptionError */
export function checkOpenTelemetryOptions(options: OpenTelemetryOptions): void {
  checkGroup('telemetry', options, Object.keys(OPEN_TELEMETRY_RULES), OPEN_TELEMETRY_RULES);
}

export const OPEN_TELEMETRY_RULES: Readonly<Record<keyof OpenTelemetryOptions, OptionRule>> = {
  accountsOnMetrics: wholeNumberFrom(0, 10_000),
  meterProvider: { accepts: (value) => hasMethod(value, 'getMeter'), expected: 'a MeterProvider' },
  tracerProvider: { accepts: (value) => hasMethod(value, 'getTracer'), expected: 'a TracerProvider' },
};

function hasMethod(value: unknown, name: string): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Record<string, unknown>)[name] === 'function'
  );
}
