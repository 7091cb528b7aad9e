import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { readApiKeys } from '../settings/api-keys.js';
import { requireApiKey } from './api-key.middleware.js';

const middleware = requireApiKey(readApiKeys('a-key-of-some-length=alice,another-key-of-some-length=bob'));

function ask(key: string | string[] | undefined): { passed: boolean; user: unknown; status: number } {
  const request: IncomingMessage & { user?: { name: string } } = new IncomingMessage(new Socket());
  if (key !== undefined) request.headers['x-api-key'] = key;
  const response = new ServerResponse(request);
  let passed = false;
  middleware(request, response, () => {
    passed = true;
  });
  return { passed, user: request.user, status: response.statusCode };
}

describe('the middleware of API keys', () => {
  it('lets a caller with a key in, and notes who it is', () => {
    expect(ask('another-key-of-some-length')).toEqual({ passed: true, user: { name: 'bob' }, status: 200 });
  });

  it.each([undefined, '', 'wrong', ['a-key-of-some-length'], 'a-key-of-some-length '])(
    'keeps %p out',
    (key) => {
      expect(ask(key)).toEqual({ passed: false, user: undefined, status: 401 });
    },
  );
});
