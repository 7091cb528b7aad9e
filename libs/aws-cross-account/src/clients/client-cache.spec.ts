import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../target/canonical-json.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { ClientCache } from './client-cache.js';
import { clientConfigKey } from './client-config.js';

class First {}
class Second {}

/** What a client is asked for by. Few values, so that many fields of a pair are equal, and some that could run together. */
const few = fc.constantFrom('ab', 'a,b', 'a:b', 'a/b', '-b');
const request = fc.record({
  ClientClass: fc.constantFrom(First, Second),
  accountId: fc.constantFrom('111122223333', '111122223334'),
  region: fc.constantFrom('eu-west-1', 'eu-west-2', 'us-east-1'),
  fields: fc.record(
    {
      roleName: fc.constantFrom('ab', 'a,b', 'reader'),
      rolePath: fc.constantFrom('/', '/a/', '/a/b/'),
      externalId: few,
      sessionName: fc.constantFrom('ab', 'a,b'),
      durationSeconds: fc.constantFrom(900, 901),
      sourceIdentity: fc.constantFrom('ab', 'a,b'),
      policy: fc.constantFrom('{}', '{"a":"b"}', '{"a": "b"}'),
      policyArns: fc.subarray(['arn:aws:iam::aws:policy/a', 'arn:aws:iam::aws:policy/a,b']),
      tags: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('', 'a', 'b'), { maxKeys: 2 }),
      via: fc.constantFrom('arn:aws:iam::111122223333:role/ab', 'arn:aws:iam::111122223334:role/ab'),
    },
    { requiredKeys: [] },
  ),
  config: fc.record(
    { maxAttempts: fc.constantFrom(1, 2), endpoint: fc.constantFrom('http://a', 'http://a"b'), b: few },
    { requiredKeys: [] },
  ),
});
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

const settings = { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' };

/** Answers one object for equal requests, made by the cache under test. */
function finder(): (request: Request) => object {
  const targets = new TargetResolver(settings, new Regions());
  const cache = new ClientCache(10_000);
  return ({ ClientClass, accountId, region, fields, config }) => {
    const place = targets.resolve({ accountId, region, ...fields });
    const configKey = clientConfigKey(config, 'config');
    const known = cache.find(ClientClass, place, configKey);
    if (known) return known;
    const client = {};
    cache.add(ClientClass, place, configKey, client);
    return client;
  };
}

/** Equal for requests that mean the same, and made by other means than the keys. */
function meaning({ ClientClass, accountId, region, fields, config }: Request): string {
  const { roleName = 'reader', rolePath = '/', sessionName = 'app@host', policyArns, tags, ...rest } = fields;
  const sets = {
    ...(policyArns?.length ? { policyArns: policyArns.toSorted() } : {}),
    ...(tags && Object.keys(tags).length > 0 ? { tags } : {}),
  };
  const all = { accountId, region, roleName, rolePath, sessionName, ...sets, ...rest, config };
  return ClientClass.name + canonicalJson(all, '', () => fail());
}

function fail(): never {
  throw new RangeError('a request holds what JSON does not carry');
}

describe('a cached client', () => {
  it('is found by whoever asks for the same, and by nobody who asks for anything else', () => {
    const find = finder();
    fc.assert(
      fc.property(request, request, (one, other) => {
        expect(find(one) === find(other)).toBe(meaning(one) === meaning(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['accountId', 'region', 'ClientClass', 'config'] as const)(
    'is another one when only %s changes',
    (field) => {
      const find = finder();
      fc.assert(
        fc.property(request, request, (one, other) => {
          const changed = { ...one, [field]: other[field] };
          fc.pre(meaning(changed) !== meaning(one));
          expect(find(changed)).not.toBe(find(one));
        }),
      );
    },
  );

  // 1,415 requests make 1,000,405 pairs.
  it('is another one for each of a million random pairs of different requests', () => {
    const find = finder();
    const meaningOf = new Map<object, string>();
    const clientOf = new Map<string, object>();
    for (const asked of fc.sample(request, 1_415)) {
      const client = find(asked);
      const meant = meaning(asked);
      expect(meaningOf.get(client) ?? meant).toBe(meant);
      expect(clientOf.get(meant) ?? client).toBe(client);
      meaningOf.set(client, meant);
      clientOf.set(meant, client);
    }
    expect(clientOf.size).toBeGreaterThan(1_000);
  });
});
