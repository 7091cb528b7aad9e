import { describe, expect, it } from '@jest/globals';
import { InvalidClientConfigError } from '../errors/client.errors.js';
import { checkClientConfig, clientConfigKey } from './client-config.js';

describe('the key of a client configuration', () => {
  it('is equal for equal content, whatever the order of fields', () => {
    expect(clientConfigKey({ a: 1, b: { c: [true, null], d: 'x' } }, 'config')).toBe(
      clientConfigKey({ b: { d: 'x', c: [true, null] }, a: 1 }, 'config'),
    );
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: '1' }, { a: 1 }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: 'x","b":"y' }, { a: 'x', b: 'y' }],
  ])('differs for %p and %p', (one, other) => {
    expect(clientConfigKey(one, 'config')).not.toBe(clientConfigKey(other, 'config'));
  });

  it('refuses values that cannot be told apart, with their path', () => {
    expect(() => clientConfigKey({ a: { b: new Date(0) } }, 'config')).toThrow(InvalidClientConfigError);
    expect(() => clientConfigKey({ a: { b: new Date(0) } }, 'config')).toThrow('config.a.b');
  });
});

describe('a client configuration', () => {
  it.each([null, 'x', ['x'], 7])('is no %p', (value) => {
    expect(() => checkClientConfig(value, 'config')).toThrow('config: expected an object');
  });

  it('holds none of the fields that the library owns, inherited ones included', () => {
    const inheriting = Object.create({ credentials: {} }) as object;
    expect(() => checkClientConfig(inheriting, 'config')).toThrow('config.credentials: not allowed');
  });
});
