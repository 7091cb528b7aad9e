/** Something that is told while it happens. */
export interface TypedEvent {
  readonly type: string;
}

/** How events are written to an answer. */
export interface EventFormat {
  readonly contentType: string;
  /** Empty for an event that is not told. */
  text(event: TypedEvent): string;
}

export const NDJSON = 'application/x-ndjson';
export const SERVER_SENT_EVENTS = 'text/event-stream';

/** A line of JSON for each result, and one for the summary. */
const lines: EventFormat = {
  contentType: NDJSON,
  text: (event) => (event.type === 'progress' ? '' : `${JSON.stringify(event)}\n`),
};

export const serverSentEvents: EventFormat = {
  contentType: SERVER_SENT_EVENTS,
  text: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
};

/** @param accept the request's header */
export function formatFor(accept = ''): EventFormat {
  return accept.includes(SERVER_SENT_EVENTS) ? serverSentEvents : lines;
}
