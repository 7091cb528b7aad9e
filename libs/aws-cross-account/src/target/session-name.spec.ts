import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultSessionName } from './session-name.js';

describe('the default session name', () => {
  it('joins application and host', () => {
    expect(defaultSessionName('inventory', 'ip-10-0-0-1')).toBe('inventory@ip-10-0-0-1');
  });

  it('keeps the name of a scoped package readable', () => {
    expect(defaultSessionName('@acme/inventory', 'host')).toBe('acme-inventory@host');
  });

  it('is one that STS accepts, whatever the application and the host are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (application, host) => {
        expect(defaultSessionName(application, host)).toMatch(/^[A-Za-z0-9_+=,.@-]{2,64}$/);
      }),
    );
  });
});
