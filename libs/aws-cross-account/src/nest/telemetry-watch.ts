import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { CrossAccountTelemetry, TelemetryReadings } from '../telemetry/telemetry.js';

/** Lets whoever measures the application read its figures, as long as it runs. */
export class TelemetryWatch implements OnModuleInit, OnApplicationShutdown {
  #stop: (() => void) | undefined;

  constructor(
    private readonly telemetry: CrossAccountTelemetry | undefined,
    private readonly readings: TelemetryReadings,
  ) {}

  onModuleInit(): void {
    this.#stop = this.telemetry?.watch(this.readings);
  }

  onApplicationShutdown(): void {
    this.#stop?.();
  }
}
