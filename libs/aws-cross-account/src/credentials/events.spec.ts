import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from '@jest/globals';
import { CREDENTIAL_EVENT_NAMES, CredentialEvents, eventChannelName } from './events.js';

const session = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };

/** What is published on a channel while something is done. */
function publishedOn(name: string, act: () => void): unknown[] {
  const payloads: unknown[] = [];
  const listener = (payload: unknown): void => void payloads.push(payload);
  subscribe(name, listener);
  act();
  unsubscribe(name, listener);
  return payloads;
}

describe('events', () => {
  it('have a channel each, and no two the same', () => {
    const names = CREDENTIAL_EVENT_NAMES.map(eventChannelName);
    expect(names[0]).toBe('nestjs-aws-cross-account:assumed');
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(CREDENTIAL_EVENT_NAMES)('of the kind %s reach those who listen to it, and nobody else', (name) => {
    const events = new CredentialEvents();
    for (const listened of CREDENTIAL_EVENT_NAMES) {
      const payloads = publishedOn(eventChannelName(listened), () => events.publish(name, session));
      expect(payloads).toEqual(listened === name ? [session] : []);
    }
  });

  it('are not published while nobody listens', () => {
    // The channels of the process may have listeners of others.
    const events = new CredentialEvents((name) => channel(`nobody-listens:${name}`));
    const payload = { ...session };
    events.publish('evicted', payload);
    expect(events.published(payload)).toBe(false);
  });

  it('are told apart from those of another factory in the process', () => {
    const [mine, others] = [new CredentialEvents(), new CredentialEvents()];
    const payloads = publishedOn(eventChannelName('evicted'), () => {
      mine.publish('evicted', { ...session });
      others.publish('evicted', { ...session });
    });
    expect(payloads.map((payload) => mine.published(payload))).toEqual([true, false]);
    expect([undefined, null, 'evicted'].map((payload) => mine.published(payload))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
