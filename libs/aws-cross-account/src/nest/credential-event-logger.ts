import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Clock, systemClock } from '../credentials/clock.js';
import {
  CREDENTIAL_EVENT_NAMES,
  type CredentialEventName,
  type CredentialEvents,
  eventChannelName,
} from '../credentials/events.js';
import { EVENT_LINES, type EventLine } from './credential-event-lines.js';
import { LogRecord } from './log-record.js';
import { type HeldBack, LogPace, type LogLevel } from './log-pace.js';

/** What begins a new line, or would not show. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/**
 * Writes into the application's log what somebody may have to act on, as long as the application runs.
 *
 * A channel is one for the whole process, so every logger hears the events of every application in it. Each prints those that its own
 * application published, and no others.
 */
export class CredentialEventLogger implements OnModuleInit, OnApplicationShutdown {
  readonly #pace: LogPace;
  readonly #stops: (() => void)[] = [];

  /** @param events those of the application's own factory */
  constructor(
    private readonly events: CredentialEvents,
    clock: Clock = systemClock,
    private readonly log: Readonly<Record<LogLevel, (line: LogRecord) => void>> = new Logger(
      'AwsCrossAccount',
    ),
  ) {
    this.#pace = new LogPace(clock);
  }

  onModuleInit(): void {
    for (const event of CREDENTIAL_EVENT_NAMES) {
      const line = EVENT_LINES[event];
      if (line) this.#listen(event, line as EventLine<CredentialEventName>);
    }
  }

  onApplicationShutdown(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #listen(event: CredentialEventName, line: EventLine<CredentialEventName>): void {
    const name = eventChannelName(event);
    const listener = (payload: unknown): void => {
      if (this.events.published(payload)) this.#print(event, line, payload as never);
    };
    subscribe(name, listener);
    this.#stops.push(() => unsubscribe(name, listener));
  }

  #print(
    event: CredentialEventName,
    { level, text, about }: EventLine<CredentialEventName>,
    payload: never,
  ): void {
    const heldBack = this.#pace.admit(`${event} ${about(payload)}`, event);
    if (!heldBack) return;
    const line = `${text(payload)}${countOf(heldBack)}`.replaceAll(UNPRINTABLE, ' ');
    this.log[level](
      new LogRecord(line, { event, ...(payload as object), heldBack: heldBack.alike || undefined }),
    );
  }
}

function countOf({ alike, others }: HeldBack): string {
  const counts = [
    ...(alike > 0 ? [`${alike} more like this`] : []),
    ...(others > 0 ? [`${others} other lines`] : []),
  ];
  return counts.length > 0 ? ` (held back before: ${counts.join(', ')})` : '';
}
