import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccessLists } from './access-lists.js';
import type { AccessOptions } from './access-options.js';
import { Regions } from './region.js';
import { TargetResolver, type TargetSettings } from './target-resolver.js';

const KNOWN = '111122223333';
const OVERRIDDEN = '222233334444';
const PROVIDED = '333344445555';
const DENIED = '444455556666';

const regions = new Regions();

const base: TargetSettings = {
  roleName: 'reader',
  region: 'eu-west-1',
  partition: 'aws',
  sessionName: 'app@host',
  accountOverrides: {
    [OVERRIDDEN]: { region: 'us-east-1', externalId: 'of-the-account' },
    [PROVIDED]: { credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }) },
  },
};

const byRegion: TargetSettings['sessionFor'] = ({ region }) => ({ externalId: `in-${region}` });

const cases: readonly [string, Partial<TargetSettings>, AccessOptions][] = [
  ['without rules', {}, {}],
  ['of some regions', {}, { deniedAccounts: [DENIED], allowedRegions: ['eu-west-1', 'us-east-1'] }],
  ['with sessionFor', { accountOverrides: {}, sessionFor: byRegion }, {}],
];

const targets = fc.record({
  accountId: fc.constantFrom(KNOWN, OVERRIDDEN, PROVIDED, DENIED, 'nobody'),
  region: fc.constantFrom(
    undefined,
    'eu-west-1',
    'us-east-1',
    'ap-south-1',
    'cn-north-1',
    'us-gov-west-1',
    'nowhere',
  ),
});

function resolver(more: Partial<TargetSettings>, access: AccessOptions): TargetResolver {
  return new TargetResolver({ ...base, ...more }, regions, new AccessLists(access));
}

function outcome(of: TargetResolver, target: { accountId: string; region: string | undefined }): unknown {
  try {
    return of.resolve(target);
  } catch (error) {
    return error;
  }
}

describe('an account in one region after the other', () => {
  it.each(cases)('is what it would be if it were the only one: %s', (_, more, access) => {
    fc.assert(
      fc.property(fc.array(targets, { maxLength: 12 }), targets, (others, target) => {
        const busy = resolver(more, access);
        for (const other of others) outcome(busy, other);
        expect(outcome(busy, target)).toEqual(outcome(resolver(more, access), target));
      }),
      { numRuns: 100 },
    );
  });

  it('is read once, as long as sessionFor is not to be asked for each region', () => {
    const here = resolver({}, {}).resolve({ accountId: KNOWN });
    const targets = resolver({}, {});
    const [one, two] = ['eu-west-1', 'us-east-1'].map((region) =>
      targets.resolve({ accountId: KNOWN, region }),
    );
    expect(one?.session).toBe(two?.session);
    expect(one?.session).toEqual(here.session);
  });
});
