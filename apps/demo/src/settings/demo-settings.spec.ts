import { describe, expect, it } from '@jest/globals';
import { digestOf, readApiKeys } from './api-keys.js';
import { readSettings } from './demo-settings.js';

describe('the settings of the demo', () => {
  it('are safe when nothing is set: this machine alone, and the embedded AWS', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 3000, localAws: true });
  });

  it('come from the environment', () => {
    expect(readSettings({ HOST: '0.0.0.0', PORT: '8080', LOCAL_AWS: 'on' })).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
    });
  });

  it('keep digests of API keys, not the keys, each with the name of its owner', () => {
    const keys = readApiKeys('a-key-with=equals-signs=alice, another-key-of-some-length=bob');
    expect([...keys.values()]).toEqual(['alice', 'bob']);
    expect(keys.get(digestOf('a-key-with=equals-signs'))).toBe('alice');
    expect(JSON.stringify([...keys])).not.toContain('a-key-with');
  });
});
