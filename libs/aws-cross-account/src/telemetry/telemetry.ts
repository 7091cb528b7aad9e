import type { FactoryHealth } from '../clients/factory-health.js';
import type { FactoryStats } from '../clients/factory-stats.js';
import type { EngineTelemetry } from '../credentials/telemetry.js';
import type { SweepStats } from '../sweep/sweep-stats.js';
import type { SweepTelemetry } from '../sweep/sweep-telemetry.js';

/** What can be read at any time. Each costs as much as it reads: the health, a look at every role session. */
export interface TelemetryReadings {
  readonly stats: () => FactoryStats;
  readonly health: () => FactoryHealth;
  readonly sweeps: () => SweepStats;
}

/**
 * Who measures and traces an application: `openTelemetry()`, or something of one's own. Its methods do not throw, but for what the work
 * that they are given rejects with. None of them is called for what is answered from memory.
 */
export interface CrossAccountTelemetry extends EngineTelemetry, SweepTelemetry {
  /** Called when the application boots. @returns what is called when it shuts down */
  watch(readings: TelemetryReadings): () => void;
}
