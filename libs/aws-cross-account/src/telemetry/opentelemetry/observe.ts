import type { Meter, MetricOptions, Observable } from '@opentelemetry/api';
import type { TelemetryReadings } from '../telemetry.js';
import { type Observed, OBSERVED } from './observed.js';

/** Lets a meter read everything, whenever somebody collects. @returns what ends that */
export function observe(meter: Meter, readings: TelemetryReadings): () => void {
  const instruments = OBSERVED.map((observed) => [observed, instrumentOf(meter, observed)] as const);
  const observables = instruments.map(([, instrument]) => instrument);
  const callback: Parameters<Meter['addBatchObservableCallback']>[0] = (result) => {
    const reading = { stats: readings.stats(), health: readings.health(), sweeps: readings.sweeps() };
    for (const [{ read }, instrument] of instruments) {
      for (const [value, attributes] of read(reading)) result.observe(instrument, value, attributes);
    }
  };
  meter.addBatchObservableCallback(callback, observables);
  return () => meter.removeBatchObservableCallback(callback, observables);
}

function instrumentOf(meter: Meter, { name, kind, unit, description }: Observed): Observable {
  const options: MetricOptions = { unit, description };
  if (kind === 'counter') return meter.createObservableCounter(name, options);
  if (kind === 'up-down') return meter.createObservableUpDownCounter(name, options);
  return meter.createObservableGauge(name, options);
}
