import { getEventListeners } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { HttpResponse } from '@smithy/core/protocols';
import { ManualClock } from '../credentials/testing/manual-clock.js';
import { FactoryClosedError } from '../errors/client.errors.js';
import { RequestsInFlight } from './requests-in-flight.js';

const LIMIT_MS = 10_000;

type Answer = { response: HttpResponse };
const answerOf = (body: unknown): Answer => ({ response: new HttpResponse({ statusCode: 200, body }) });

/** Requests of which one is answered when `answer` is called, and rejected when it is aborted. */
function oneUnderWay(given?: AbortSignal) {
  const clock = new ManualClock();
  const requests = new RequestsInFlight();
  let answer: (given: Answer) => void = () => {};
  const call = requests.follow(
    given,
    (signal) =>
      new Promise<Answer>((resolve, reject) => {
        answer = resolve;
        signal.addEventListener('abort', () => reject(new RangeError('aborted')));
      }),
  );
  return { clock, requests, call, answer: (body?: unknown) => answer(answerOf(body)) };
}

/** Whether a promise is settled, once everything that can happen has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  return settled;
}

describe('closing', () => {
  it('waits for a request and then for its body, and leaves no timer behind', async () => {
    const { clock, requests, call, answer } = oneUnderWay();
    const closing = requests.close(LIMIT_MS, clock);
    const body = new PassThrough();
    answer(body);
    await call;
    expect(await isSettled(closing)).toBe(false);
    body.end('all of it');
    expect((await buffer(body)).toString()).toBe('all of it');
    await closing;
    expect(clock.timers).toBe(0);
  });

  it('waits for nothing where nothing is under way', async () => {
    const clock = new ManualClock();
    const requests = new RequestsInFlight();
    await requests.follow(undefined, async () => answerOf(undefined));
    await requests.close(LIMIT_MS, clock);
    expect(clock.timers).toBe(0);
  });

  it('refuses new requests from the beginning', async () => {
    const { clock, requests, call, answer } = oneUnderWay();
    const closing = requests.close(LIMIT_MS, clock);
    let sent = 0;
    const late = requests.follow(undefined, async () => {
      sent += 1;
      return answerOf(undefined);
    });
    await expect(late).rejects.toThrow(FactoryClosedError);
    expect(sent).toBe(0);
    answer();
    await Promise.all([call, closing]);
  });

  it('cuts a request at the limit: its caller sees that the factory is closed', async () => {
    const { clock, requests, call } = oneUnderWay();
    const closing = requests.close(LIMIT_MS, clock);
    expect(await isSettled(closing)).toBe(false);
    clock.tick(1);
    await expect(call).rejects.toThrow(FactoryClosedError);
    await closing;
    expect(clock.timers).toBe(0);
  });

  it('cuts at once for a limit of 0', async () => {
    const { clock, requests, call } = oneUnderWay();
    await Promise.all([requests.close(0, clock), expect(call).rejects.toThrow(FactoryClosedError)]);
  });

  it('cuts a body at the limit: its reader sees that the factory is closed', async () => {
    const { clock, requests, call, answer } = oneUnderWay();
    const body = new PassThrough();
    answer(body);
    await call;
    const reading = buffer(body);
    const closing = requests.close(LIMIT_MS, clock);
    clock.tick(1);
    await expect(reading).rejects.toThrow(FactoryClosedError);
    await closing;
  });

  it('cuts a body that nobody listens to without ending the process', async () => {
    const { clock, requests, call, answer } = oneUnderWay();
    const body = new PassThrough();
    answer(body);
    await call;
    await requests.close(0, clock);
    expect(await isSettled(new Promise((resolve) => body.once('close', resolve)))).toBe(true);
  });
});

describe('a body that nobody keeps', () => {
  it('is not kept by us, and not waited for', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const clock = new ManualClock();
    const requests = new RequestsInFlight();
    // In a function of its own, so that nothing here keeps it.
    const ask = async (): Promise<void> => {
      await requests.follow(undefined, async () => answerOf(new PassThrough()));
    };
    await ask();
    const closing = requests.close(LIMIT_MS, clock);
    while (!(await isSettled(closing))) collect();
    expect(clock.timers).toBe(0);
  });
});

describe('the signal of a caller', () => {
  it('aborts the request, whose own error it stays', async () => {
    const controller = new AbortController();
    const { call } = oneUnderWay(controller.signal);
    controller.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('that has aborted before is passed on as aborted', async () => {
    let aborted: boolean | undefined;
    await new RequestsInFlight().follow(AbortSignal.abort(), async (signal) => {
      ({ aborted } = signal);
      return answerOf(undefined);
    });
    expect(aborted).toBe(true);
  });

  it('of the kind that takes no listener works as well', async () => {
    const given: { aborted: boolean; onabort: (() => void) | null } = { aborted: false, onabort: null };
    const { call } = oneUnderWay(given as unknown as AbortSignal);
    given.onabort?.();
    await expect(call).rejects.toThrow('aborted');
  });

  it('keeps no listener once the body has been read', async () => {
    const { signal } = new AbortController();
    const { call, answer } = oneUnderWay(signal);
    const body = Readable.from([Buffer.from('all of it')]);
    answer(body);
    await call;
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await buffer(body);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
