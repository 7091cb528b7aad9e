import {
  type Attributes,
  type Context,
  context,
  metrics,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { Urgency } from '../../credentials/sts/pace.js';
import type { ObtainingCall } from '../../credentials/telemetry.js';
import { CrossAccountError } from '../../errors/cross-account.error.js';
import type { SweptResult, SweptTarget } from '../../sweep/sweep-telemetry.js';
import type { CrossAccountTelemetry, TelemetryReadings } from '../telemetry.js';
import { ATTRIBUTES, OTHER_ERROR } from './attributes.js';
import { observe } from './observe.js';
import type { OpenTelemetryOptions } from './options.js';
import { quietly } from './quietly.js';
import { Recorder } from './recorder.js';

const SCOPE = 'nestjs-aws-cross-account';
export const SWEEP_SPAN = 'AccountSweep target';

/** Hands over to the OpenTelemetry API. What it needs of that is made when it is first needed: an SDK may be registered until then. */
export class OpenTelemetry implements CrossAccountTelemetry {
  #tracer: Tracer | undefined;
  #recorder: Recorder | undefined;

  constructor(private readonly options: OpenTelemetryOptions) {}

  watch(readings: TelemetryReadings): () => void {
    const stop = quietly(() => observe(this.#meter, readings));
    return () => quietly(() => stop?.());
  }

  cause(): SpanContext | undefined {
    return quietly(() => trace.getSpanContext(context.active()));
  }

  /** The engine does what all wait for, so the span is nobody's child. It is linked to the one who set it off. */
  async obtain<T>(call: ObtainingCall, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const span = quietly(() =>
      this.#spans.startSpan(`STS.${call.operation}`, obtainingSpan(call), ROOT_CONTEXT),
    );
    const note = (errorType: string | undefined): void =>
      this.#took('assumeRole', performance.now() - began, {
        accountId: call.accountId,
        errorType,
        attributes: { [ATTRIBUTES.rpcMethod]: call.operation, [ATTRIBUTES.purpose]: call.purpose },
      });
    try {
      const answer = await within(span, ROOT_CONTEXT, work);
      note(undefined);
      return answer;
    } catch (error) {
      note(failSpan(span, error));
      throw error;
    } finally {
      quietly(() => span?.end());
    }
  }

  waited(urgency: Urgency, ms: number): void {
    quietly(() => this.#records.waited(ms, { [ATTRIBUTES.urgency]: urgency }));
  }

  async target<R extends SweptResult>(
    { accountId, region }: SweptTarget,
    work: () => Promise<R>,
  ): Promise<R> {
    const began = performance.now();
    const attributes = { [ATTRIBUTES.accountId]: accountId, ...(region && { [ATTRIBUTES.region]: region }) };
    const span = quietly(() => this.#spans.startSpan(SWEEP_SPAN, { attributes }));
    try {
      const result = await within(
        span,
        quietly(() => context.active()),
        work,
      );
      this.#noteResult(accountId, result, performance.now() - began);
      quietly(() => span?.setAttribute(ATTRIBUTES.sweepStatus, result.status));
      if (result.status === 'failed') markFailed(span, result.code ?? OTHER_ERROR);
      return result;
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      quietly(() => span?.end());
    }
  }

  #noteResult(accountId: string, { status, code }: SweptResult, ms: number): void {
    const errorType = status === 'failed' ? (code ?? OTHER_ERROR) : undefined;
    this.#took('sweepTarget', ms, {
      accountId,
      errorType,
      attributes: { [ATTRIBUTES.sweepStatus]: status },
    });
  }

  #took(...measured: Parameters<Recorder['took']>): void {
    quietly(() => this.#records.took(...measured));
  }

  get #spans(): Tracer {
    this.#tracer ??= (this.options.tracerProvider ?? trace).getTracer(SCOPE);
    return this.#tracer;
  }

  get #records(): Recorder {
    this.#recorder ??= new Recorder(this.#meter, this.options.accountsOnMetrics ?? 0);
    return this.#recorder;
  }

  get #meter(): ReturnType<typeof metrics.getMeter> {
    return (this.options.meterProvider ?? metrics).getMeter(SCOPE);
  }
}

/** Does the work in the span, once: a context manager that throws before or after it changes nothing of it. */
function within<T>(span: Span | undefined, around: Context | undefined, work: () => Promise<T>): Promise<T> {
  if (!span || !around) return work();
  let begun: Promise<T> | undefined;
  const begin = (): Promise<T> => (begun ??= (async () => work())());
  quietly(() => void context.with(trace.setSpan(around, span), begin));
  return begin();
}

function obtainingSpan({ accountId, roleArn, operation, purpose, cause }: ObtainingCall): {
  kind: SpanKind;
  attributes: Attributes;
  links: { context: SpanContext }[];
} {
  return {
    kind: SpanKind.CLIENT,
    attributes: {
      [ATTRIBUTES.rpcSystem]: 'aws-api',
      [ATTRIBUTES.rpcService]: 'STS',
      [ATTRIBUTES.rpcMethod]: operation,
      [ATTRIBUTES.accountId]: accountId,
      [ATTRIBUTES.purpose]: purpose,
      ...(roleArn === undefined ? {} : { [ATTRIBUTES.roleArn]: roleArn }),
    },
    links: cause === undefined ? [] : [{ context: cause as SpanContext }],
  };
}

/** Messages of errors that are not ours may hold anything. @returns the error's type */
function failSpan(span: Span | undefined, error: unknown): string {
  const known = error instanceof CrossAccountError ? error : undefined;
  return markFailed(span, known?.code ?? OTHER_ERROR, known?.message);
}

function markFailed(span: Span | undefined, errorType: string, message?: string): string {
  quietly(() => span?.setAttribute(ATTRIBUTES.errorType, errorType));
  quietly(() =>
    span?.setStatus({ code: SpanStatusCode.ERROR, ...(message === undefined ? {} : { message }) }),
  );
  return errorType;
}
