import { getEventListeners } from 'node:events';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, jest } from '@jest/globals';
import { CountingProvider, ScriptedHandler } from '../../../../test/contracts/scripted-handler.js';
import { letCallersLeave } from './let-callers-leave.js';

/** A client that gets its credentials when `release` is called. */
function waitingClient(): { client: S3Client; handler: ScriptedHandler; release: () => void } {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handler = new ScriptedHandler();
  const provider = new CountingProvider();
  const credentials = Object.assign(() => gate.then(provider.provide), { memoized: true });
  const client = letCallersLeave(
    new S3Client({ region: 'eu-west-1', credentials, requestHandler: handler, maxAttempts: 1 }),
  );
  return { client, handler, release: () => release() };
}

const list = new ListBucketsCommand();

describe('a caller that leaves while credentials are being fetched', () => {
  it.each([
    ['an error', new RangeError('no time left'), /^Request aborted$/],
    ['a text', 'no time left', /^no time left$/],
    ['nothing', undefined, /aborted$/],
  ])('with %s as reason, is rejected at once, as the SDK words it', async (_, reason, message) => {
    const { client } = waitingClient();
    const controller = new AbortController();
    const leaving = client.send(list, { abortSignal: controller.signal });
    controller.abort(reason);
    await expect(leaving).rejects.toMatchObject({
      name: 'AbortError',
      message: expect.stringMatching(message),
      ...(reason instanceof RangeError ? { cause: reason } : {}),
    });
  });

  it('before it begins, asks for nothing', async () => {
    const { client } = waitingClient();
    const send = jest.spyOn(S3Client.prototype, 'send');
    const leaving = client.send(list, { abortSignal: AbortSignal.abort() });
    await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
    expect(send).not.toHaveBeenCalled();
  });

  it('is told so through its callback, where it gave one', async () => {
    const { client } = waitingClient();
    const controller = new AbortController();
    const told = new Promise((resolve) => {
      client.send(list, { abortSignal: controller.signal }, resolve);
    });
    controller.abort();
    expect(await told).toMatchObject({ name: 'AbortError' });
  });
});

describe('a caller that stays', () => {
  it('is answered, and leaves no listener on its signal', async () => {
    const { client, release } = waitingClient();
    const { signal } = new AbortController();
    const staying = client.send(list, { abortSignal: signal });
    expect(getEventListeners(signal, 'abort').length).toBeGreaterThan(0);
    release();
    expect(await staying).toMatchObject({ Buckets: [] });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('with a callback is called back', async () => {
    const { client, release } = waitingClient();
    const { signal } = new AbortController();
    release();
    const output = await new Promise((resolve) => {
      client.send(list, { abortSignal: signal }, (_, answer) => resolve(answer));
    });
    expect(output).toMatchObject({ Buckets: [] });
  });

  it('gets the error of its own call', async () => {
    const { signal } = new AbortController();
    const credentials = (): Promise<never> => Promise.reject(new RangeError('no credentials'));
    const client = letCallersLeave(new S3Client({ region: 'eu-west-1', credentials }));
    await expect(client.send(list, { abortSignal: signal })).rejects.toThrow('no credentials');
  });
});

describe('a client whose callers may leave', () => {
  it('sends by what its class has at that time, as mocks and tracing expect', async () => {
    const { client } = waitingClient();
    jest.spyOn(S3Client.prototype, 'send').mockImplementation(() => 'mocked');
    expect(client.send(list)).toBe('mocked');
  });

  it('shows no field of its own', () => {
    expect(Object.keys(waitingClient().client)).not.toContain('send');
  });

  it.each([
    ['without a method send', {}],
    ['with a send of its own', { send: () => 'own' }],
    [
      'that is frozen',
      Object.freeze(
        new (class {
          send = (): string => 'own';
        })(),
      ),
    ],
  ])('is left alone if it is an object %s', (_, wrapper) => {
    const before = Object.getOwnPropertyDescriptors(wrapper);
    expect(Object.getOwnPropertyDescriptors(letCallersLeave(wrapper))).toEqual(before);
  });
});
