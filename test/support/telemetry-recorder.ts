import { context, type Attributes } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** One series of a metric. */
export interface Point {
  readonly attributes: Attributes;
  /** Of a distribution, how many values it has. */
  readonly value: number;
  /** Of a distribution, their sum. */
  readonly sum: number | undefined;
}

/** What an SDK collects, in memory. */
export class TelemetryRecorder {
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #reader = new PeriodicExportingMetricReader({
    exporter: this.#metrics,
    exportIntervalMillis: 3_600_000,
  });
  readonly tracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(this.#spans)],
  });
  readonly meterProvider = new MeterProvider({ readers: [this.#reader] });

  /** Lets spans be active, as an SDK does when it is started. */
  constructor() {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  }

  /** Runs something in a span, as the instrumentation of an HTTP server does. @returns that span's id */
  async inSpan(work: () => Promise<unknown>): Promise<string> {
    return this.tracerProvider.getTracer('test').startActiveSpan('request', async (span) => {
      await work();
      span.end();
      return span.spanContext().spanId;
    });
  }

  spans(name?: string): ReadableSpan[] {
    return this.#spans.getFinishedSpans().filter((span) => name === undefined || span.name === name);
  }

  /** The series of a metric as they are now. */
  async points(name: string): Promise<Point[]> {
    const metric = (await this.#collected()).find(({ descriptor }) => descriptor.name === name);
    return (metric?.dataPoints ?? []).map(({ attributes, value }) =>
      typeof value === 'number'
        ? { attributes, value, sum: undefined }
        : { attributes, value: value.count, sum: 'sum' in value ? value.sum : undefined },
    );
  }

  /** Every metric that there is, by its name, with its unit. */
  async units(): Promise<Record<string, string>> {
    const metrics = await this.#collected();
    return Object.fromEntries(metrics.map(({ descriptor: { name, unit } }) => [name, unit]));
  }

  async close(): Promise<void> {
    await Promise.all([this.tracerProvider.shutdown(), this.meterProvider.shutdown()]);
    context.disable();
  }

  async #collected() {
    const { resourceMetrics } = await this.#reader.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  }
}
