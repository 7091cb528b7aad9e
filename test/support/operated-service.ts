import { HealthIndicatorService } from '@nestjs/terminus';
import { LocalAws } from 'local-aws-accounts';
import type { RoleSessionStatus } from 'nestjs-aws-cross-account';
import type { CrossAccountClientFactory } from '../../libs/aws-cross-account/src/clients/cross-account-client-factory.js';
import { openFactory } from '../../libs/aws-cross-account/src/clients/open-factory.js';
import { CredentialEvents } from '../../libs/aws-cross-account/src/credentials/events.js';
import { ManualClock, settled } from '../../libs/aws-cross-account/src/credentials/testing/manual-clock.js';
import { CredentialEventLogger } from '../../libs/aws-cross-account/src/nest/credential-event-logger.js';
import type { LogRecord } from '../../libs/aws-cross-account/src/nest/log-record.js';
import { openTelemetry } from '../../libs/aws-cross-account/src/telemetry/opentelemetry/open-telemetry.js';
import { CrossAccountHealthIndicator } from '../../libs/aws-cross-account/src/terminus/cross-account-health-indicator.js';
import { setEnvironment } from './environment.js';
import { TelemetryRecorder } from './telemetry-recorder.js';
import { ROLE_NAME, smallWorld } from './world.js';

const NO_SWEEPS = { running: 0, ok: 0, failed: 0, skipped: 0, remaining: 0 };

/**
 * A service with metrics, a log, health and diagnostics, put together as the module does it, but by a clock that a test moves. AWS goes on
 * in real time.
 */
export class OperatedService {
  /** The lines of the log, as a logger of JSON has them. */
  readonly log: LogRecord[] = [];
  readonly #indicator: CrossAccountHealthIndicator;
  readonly #closing: (() => unknown)[] = [];

  private constructor(
    readonly aws: LocalAws,
    readonly factory: CrossAccountClientFactory,
    readonly clock: ManualClock,
    readonly recorder: TelemetryRecorder,
  ) {
    this.#indicator = new CrossAccountHealthIndicator(factory, new HealthIndicatorService());
  }

  static async start(): Promise<OperatedService> {
    const aws = await LocalAws.start(smallWorld());
    const restore = setEnvironment(aws.env);
    const clock = new ManualClock(Date.now());
    const recorder = new TelemetryRecorder();
    const { meterProvider, tracerProvider } = recorder;
    const telemetry = openTelemetry({ meterProvider, tracerProvider, accountsOnMetrics: 100 });
    const events = new CredentialEvents();
    const factory = await openFactory({ roleName: ROLE_NAME, shutdownSeconds: 0 }, clock, {
      events,
      telemetry,
    });
    const service = new OperatedService(aws, factory, clock, recorder);
    service.#watch(events, telemetry);
    service.#closing.push(
      () => factory.close(),
      () => recorder.close(),
      restore,
      () => aws.close(),
    );
    return service;
  }

  /** Uses an account, whatever comes of it, and lets pass what time it takes. */
  async use(accountId: string): Promise<void> {
    const use = { ended: false };
    const assumed = this.factory.assume({ accountId }).catch(() => undefined);
    void assumed.finally(() => (use.ended = true));
    while (!use.ended || this.factory.stats().credentials.inFlight > 0) {
      await (this.#isAnswered() ? this.clock.pass(50) : settled());
    }
  }

  /** Whether AWS has answered all calls: no time passes while it works, or it would seem to hang. */
  #isAnswered(): boolean {
    return this.factory.stats().sts.attempts === this.aws.calls.count('sts:AssumeRole');
  }

  /** What the health route answers. */
  async health(): Promise<Record<string, unknown>> {
    const { aws } = await this.#indicator.check('aws', { details: true });
    return aws;
  }

  sessionOf(accountId: string): RoleSessionStatus | undefined {
    return this.factory.sessions({ accountId }).sessions[0];
  }

  /** The values of a metric, by its attributes. */
  async metric(name: string): Promise<[attributes: Record<string, unknown>, value: number][]> {
    return (await this.recorder.points(name)).map(({ attributes, value }) => [attributes, value]);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close();
  }

  #watch(events: CredentialEvents, telemetry: ReturnType<typeof openTelemetry>): void {
    const note = (line: LogRecord): void => void this.log.push(line);
    const logger = new CredentialEventLogger(events, this.clock, {
      error: note,
      warn: note,
      log: note,
      debug: note,
    });
    logger.onModuleInit();
    const stop = telemetry.watch({
      stats: () => this.factory.stats(),
      health: () => this.factory.health(),
      sweeps: () => NO_SWEEPS,
    });
    this.#closing.push(() => logger.onApplicationShutdown(), stop);
  }
}
