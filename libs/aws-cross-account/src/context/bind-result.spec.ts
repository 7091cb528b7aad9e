import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough, Readable, Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { StreamableFile } from '@nestjs/common';
import { firstValueFrom, map, Observable, of, Subject, toArray } from 'rxjs';
import { bindResult } from './bind-result.js';

const storage = new AsyncLocalStorage<string>();
const where = (): string => storage.getStore() ?? 'nowhere';
const inA = <R>(call: () => R): R => storage.run('A', call);
const inB = <R>(call: () => R): R => storage.run('B', call);
const bound = <T>(value: T): T => bindResult(value, inA);

async function* places(): AsyncGenerator<string, string> {
  try {
    yield where();
    await Promise.resolve();
    yield where();
    return where();
  } finally {
    ended.push(where());
  }
}
const ended: string[] = [];

async function all(source: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const value of source) found.push(value);
  return found;
}

describe('what is not read later', () => {
  it.each([[undefined], [null], [42], ['text'], [['a', 'b']], [{ a: 1 }], [new Map()], [Buffer.from('a')]])(
    'is answered as it is: %p',
    (value) => {
      expect(bound(value)).toBe(value);
    },
  );

  it('a function is not called, nor bound', () => {
    expect(bound(where)).toBe(where);
  });
});

describe('an async generator', () => {
  it('runs in the context, to its end, and is a generator still', async () => {
    const generator = bound(places());
    expect(await inB(() => all(generator))).toEqual(['A', 'A']);
    expect(ended.splice(0)).toEqual(['A']);
    expect(Object.prototype.toString.call(generator)).toBe('[object AsyncGenerator]');
  });

  it('cleans up in the context when its reader leaves early', async () => {
    await inB(async () => {
      for await (const place of bound(places())) if (place) break;
    });
    expect(ended.splice(0)).toEqual(['A']);
  });

  it('passes values and errors in', async () => {
    async function* echo(): AsyncGenerator<string, void, string> {
      for (;;) {
        try {
          yield `${yield where()} in ${where()}`;
        } catch (error) {
          yield `${String(error)} in ${where()}`;
        }
      }
    }
    const generator = bound(echo());
    await generator.next();
    expect(await inB(() => generator.next('word'))).toMatchObject({ value: 'word in A' });
    expect(await inB(() => generator.throw('oh'))).toMatchObject({ value: 'oh in A' });
  });
});

describe('an async iterable', () => {
  it('of a class with private fields runs in the context, and answers more than its values', async () => {
    class Pages {
      readonly #name = 'pages';
      [Symbol.asyncIterator](): AsyncIterator<string> {
        let count = 0;
        return { next: async () => ({ done: (count += 1) > 2, value: `${this.#name} ${where()}` }) };
      }
      summary(): string {
        return `${this.#name} ${where()}`;
      }
    }
    const pages = bound(new Pages());
    expect(pages).toBeInstanceOf(Pages);
    expect(await inB(() => all(pages))).toEqual(['pages A', 'pages A']);
    expect(inB(() => pages.summary())).toBe('pages A');
  });

  it('that is frozen runs in the context, too', async () => {
    const frozen = Object.freeze({ [Symbol.asyncIterator]: () => places() });
    expect(await inB(() => all(bound(frozen)))).toEqual(['A', 'A']);
    ended.length = 0;
  });

  it('that others use too is not changed', async () => {
    const shared = { [Symbol.asyncIterator]: () => places() };
    bound(shared);
    expect(await inB(() => all(shared))).toEqual(['B', 'B']);
    ended.length = 0;
  });
});

describe('an Observable', () => {
  const observable = new Observable<string>((subscriber) => {
    subscriber.next(where());
    subscriber.complete();
  });

  it('is subscribed to in the context, through operators too, and is an Observable still', async () => {
    expect(bound(observable)).toBeInstanceOf(Observable);
    expect(await inB(() => firstValueFrom(bound(observable)))).toBe('A');
    expect(
      await inB(() =>
        firstValueFrom(
          bound(observable).pipe(
            map((place) => `${place}!`),
            toArray(),
          ),
        ),
      ),
    ).toEqual(['A!']);
  });

  it('that others use too is not changed', async () => {
    bound(observable);
    expect(await inB(() => firstValueFrom(observable))).toBe('B');
  });

  it('that is hot, or synchronous, works as before', async () => {
    const subject = new Subject<string>();
    const next = firstValueFrom(bound(subject));
    subject.next('value');
    expect(await next).toBe('value');
    expect(await firstValueFrom(bound(of(1, 2)).pipe(toArray()))).toEqual([1, 2]);
  });
});

describe('a promise', () => {
  it('is a promise of a bound value', async () => {
    const generator = await bound(Promise.resolve(places()));
    expect(await inB(() => all(generator))).toEqual(['A', 'A']);
    ended.length = 0;
  });

  it('that is lazy does its work in the context, and chains', async () => {
    const words: string[] = [];
    const key = ['th', 'en'].join('');
    const lazy = {
      where(word: string) {
        words.push(word);
        return lazy;
      },
      [key]: (resolve: (value: string) => void) => resolve(`${words.join(' ')} ${where()}`),
    };
    const query = bound(lazy);
    expect(await inB(async () => query.where('a').where('b'))).toBe('a b A');
  });

  it('that rejects, rejects', async () => {
    await expect(bound(Promise.reject(new RangeError('mine')))).rejects.toThrow('mine');
  });
});

describe('a stream', () => {
  const words = (): Readable => Readable.from(places());

  it('asks its source in the context', async () => {
    expect(await inB(() => text(bound(words())))).toBe('AA');
    expect(ended.splice(0)).toEqual(['A']);
  });

  it('that is piped from another one asks that in the context too', async () => {
    const many = Readable.from(
      (async function* make(): AsyncGenerator<string> {
        for (let count = 0; count < 2_000; count += 1) yield where().repeat(20);
      })(),
      { objectMode: false, highWaterMark: 16 },
    );
    const stream = bound(inA(() => many.pipe(new PassThrough({ highWaterMark: 16 }))));
    expect(new Set(await inB(() => text(stream)))).toEqual(new Set('A'));
  });

  it('that transforms does so in the context', async () => {
    const transform = new Transform({
      transform: (chunk: Buffer, _, done) => done(null, `${String(chunk)} ${where()}`),
      flush: (done) => done(null, ` ${where()}`),
    });
    const stream = bound(transform);
    inB(() => transform.end('word'));
    expect(await inB(() => text(stream))).toBe('word A A');
  });

  it('in a StreamableFile is bound, and the file stays the same', async () => {
    const file = new StreamableFile(words());
    expect(bound(file)).toBe(file);
    expect(await inB(() => text(file.getStream()))).toBe('AA');
    ended.length = 0;
  });

  it('tells its errors', async () => {
    const failing = bound(
      new Readable({
        read() {
          this.destroy(new RangeError(where()));
        },
      }),
    );
    await expect(inB(() => text(failing))).rejects.toThrow('A');
  });
});

it('what only looks like a StreamableFile is not asked for its stream', () => {
  let asked = 0;
  const other = { getStream: () => (asked += 1) };
  expect(bound(other)).toBe(other);
  expect(asked).toBe(0);
});

it('what is bound twice stays with the first context', async () => {
  const twice = bindResult(bound(places()), inB);
  expect(await all(twice)).toEqual(['A', 'A']);
});
