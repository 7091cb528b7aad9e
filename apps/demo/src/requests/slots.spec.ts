import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('slots', () => {
  it('are as many as was said, and free again when they are given back', () => {
    const slots = new Slots(2, 'TOO_MANY_SWEEPS', 'sweeps');
    const leave = slots.take();
    slots.take();
    expect(() => slots.take()).toThrow('2 sweeps are under way');
    leave();
    expect(() => slots.take()).not.toThrow();
    expect(() => slots.take()).toThrow('2 sweeps are under way');
  });
});
