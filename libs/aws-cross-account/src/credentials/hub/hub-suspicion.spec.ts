import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CredentialEvents } from '../events.js';
import { ManualClock } from '../testing/manual-clock.js';
import { HubSuspicion } from './hub-suspicion.js';

function setUp(): {
  clock: ManualClock;
  suspicion: HubSuspicion;
  note: (denied: number, allowed?: number) => void;
} {
  const clock = new ManualClock();
  const suspicion = new HubSuspicion(clock, new CredentialEvents());
  const note = (denied: number, allowed = 0): void => {
    for (let index = 0; index < denied; index += 1) suspicion.note(`denied-${index}`, true);
    for (let index = 0; index < allowed; index += 1) suspicion.note(`allowed-${index}`, false);
  };
  return { clock, suspicion, note };
}

describe('the hub role', () => {
  it.each([
    [0, 0, false],
    [4, 0, false],
    [5, 0, true],
    [3, 2, true],
    [2, 3, false],
    [5, 5, false],
    [6, 5, true],
    [6, 994, false],
  ])('with %i roles denied and %i not is suspected: %p', (denied, allowed, suspected) => {
    const { suspicion, note } = setUp();
    note(denied, allowed);
    const expected = suspected ? { deniedRoles: denied, triedRoles: denied + allowed } : undefined;
    expect(suspicion.current).toEqual(expected);
  });

  it('is not suspected for one role that is denied often', () => {
    const { suspicion } = setUp();
    for (let time = 0; time < 100; time += 1) suspicion.note('one', true);
    expect(suspicion.current).toBeUndefined();
  });

  it('is suspected for a minute, if nothing more is heard', () => {
    const { clock, suspicion, note } = setUp();
    note(5);
    clock.advance(59_999);
    expect(suspicion.current).toBeDefined();
    clock.advance(1);
    expect(suspicion.current).toBeUndefined();
  });

  it('is cleared when roles that were denied are given again', () => {
    const { suspicion, note } = setUp();
    note(6);
    for (let index = 0; index < 3; index += 1) suspicion.note(`denied-${index}`, false);
    expect(suspicion.current).toBeUndefined();
  });

  it('is judged by the last 10,000 roles at most', () => {
    const { suspicion, note } = setUp();
    note(2, 12_000);
    note(6_000);
    expect(suspicion.current).toEqual({ deniedRoles: 6_000, triedRoles: 10_000 });
  });

  it('is judged by the latest outcome of each role in the last minute', () => {
    const outcomes = fc.array(
      fc.record({
        role: fc.integer({ min: 0, max: 12 }),
        denied: fc.boolean(),
        thenMs: fc.integer({ min: 0, max: 20_000 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(outcomes, (notes) => {
        const { clock, suspicion } = setUp();
        const latest = new Map<number, { denied: boolean; at: number }>();
        for (const { role, denied, thenMs } of notes) {
          suspicion.note(String(role), denied);
          latest.set(role, { denied, at: clock.monotonic() });
          clock.advance(thenMs);
        }
        const tried = [...latest.values()].filter(({ at }) => clock.monotonic() - at < 60_000);
        const denied = tried.filter((outcome) => outcome.denied).length;
        const expected =
          tried.length >= 5 && denied * 2 > tried.length
            ? { deniedRoles: denied, triedRoles: tried.length }
            : undefined;
        expect(suspicion.current).toEqual(expected);
      }),
    );
  });
});
