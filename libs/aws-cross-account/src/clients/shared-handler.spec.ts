import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { type HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { RequestsInFlight } from './requests-in-flight.js';
import { SharedHandler } from './shared-handler.js';

function recordingHandler(): HttpHandler & { log: string[] } {
  const log: string[] = [];
  return {
    log,
    handle: async () => {
      log.push('handle');
      return { response: new HttpResponse({ statusCode: 204 }) };
    },
    destroy: () => void log.push('destroy'),
    updateHttpClientConfig: () => void log.push('update'),
    httpHandlerConfigs: () => ({ canary: true }),
  };
}

describe('a handler that is shared', () => {
  it('sends, and lets no client destroy it or change its settings', async () => {
    const inner = recordingHandler();
    const shared = new SharedHandler(inner, new RequestsInFlight());
    await shared.handle(new HttpRequest({}));
    shared.destroy();
    shared.updateHttpClientConfig();
    expect(inner.log).toEqual(['handle']);
  });

  it('shows nothing of what it shares', () => {
    const shared = new SharedHandler(recordingHandler(), new RequestsInFlight());
    expect(inspect(shared, { showHidden: true, depth: 9 })).not.toContain('log');
    expect(shared.httpHandlerConfigs()).toEqual({});
  });
});
