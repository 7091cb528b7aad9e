import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Regions } from './region.js';

describe('Regions', () => {
  const regions = new Regions();

  it.each([
    ['eu-west-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('takes %s for a region of %s', (region, partition) => {
    expect(regions.partitionOf(region)).toBe(partition);
  });

  it.each([
    'evil.com',
    'x@evil.com',
    'us-east-1/..',
    '*',
    'US-EAST-1',
    '__proto__',
    'constructor',
    'localhost',
    'fips-us-east-1',
    'us-east-1\n',
    ' us-east-1',
    'us-east-99',
    '',
    undefined,
    null,
    7,
    ['us-east-1'],
    { toString: () => 'us-east-1' },
  ])('refuses %p', (value) => {
    expect(regions.partitionOf(value)).toBeUndefined();
  });

  it('takes the names that an application added, and no others', () => {
    const added = new Regions(['eu-west-9']);
    expect(added.partitionOf('eu-west-9')).toBe('aws');
    expect(added.partitionOf('eu-west-8')).toBeUndefined();
  });

  it('never takes a name that could leave its host label', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const partition = regions.partitionOf(value);
        expect(partition === undefined || /^[a-z0-9-]+$/.test(value)).toBe(true);
      }),
    );
  });
});
