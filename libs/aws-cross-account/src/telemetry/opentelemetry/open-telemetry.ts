import type { CrossAccountTelemetry } from '../telemetry.js';
import { checkOpenTelemetryOptions, type OpenTelemetryOptions } from './options.js';
import { OpenTelemetry } from './telemetry-of-api.js';

/**
 * Metrics and spans by the OpenTelemetry API, for the option `telemetry`. Without an SDK that is registered before the application boots,
 * nothing is recorded.
 *
 * @throws InvalidOptionError
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): CrossAccountTelemetry {
  checkOpenTelemetryOptions(options);
  return new OpenTelemetry(options);
}
