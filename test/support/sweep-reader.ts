/** One line or event of a sweep that was asked for over HTTP. */
export interface SweptEvent {
  readonly type: 'result' | 'progress' | 'summary';
  readonly accountId?: string;
  readonly region?: string;
  readonly status?: string;
  readonly code?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

/** The events of an answer in lines of JSON, as they arrive. */
export async function* linesOf(response: Response): AsyncGenerator<SweptEvent> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map((line) => JSON.parse(line) as SweptEvent);
  }
  if (rest !== '') throw new RangeError(`the last line does not end: ${rest}`);
}

/** All that comes. */
export async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** The names and data of an answer in Server-Sent Events. */
export async function serverSentEventsOf(response: Response): Promise<[name: string, data: SweptEvent][]> {
  const blocks = (await response.text()).split('\n\n').slice(0, -1);
  return blocks.map((block) => {
    const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    return [name, JSON.parse(data) as SweptEvent];
  });
}
