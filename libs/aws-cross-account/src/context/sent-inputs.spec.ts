import { beforeEach, describe, expect, it } from '@jest/globals';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { SentInputs } from './sent-inputs.js';

const targets = new TargetResolver(
  { roleName: 'reader', region: 'eu-west-1', partition: 'aws', sessionName: 'app@host' },
  new Regions(),
);
const A = targets.complete({ accountId: '111122223333' });
const B = targets.complete({ accountId: '444455556666' });
const TENANT = targets.complete({ accountId: '111122223333', externalId: 'tenant:1' });
const ELSEWHERE = targets.complete({ accountId: '111122223333', region: 'us-east-1' });

let sent: SentInputs;
let input: { Bucket: string; Token?: string | undefined };

beforeEach(() => {
  sent = new SentInputs();
  input = { Bucket: 'b', Token: undefined };
});

describe('an input', () => {
  it('may change in one context', () => {
    expect(sent.note(input, A)).toBeUndefined();
    input.Token = '2';
    expect(sent.note(input, A)).toBeUndefined();
    expect(
      sent.note(input, targets.complete({ accountId: '111122223333', region: 'eu-west-1' })),
    ).toBeUndefined();
  });

  it.each([
    ['another account', B],
    ['another session in the account', TENANT],
    ['another region', ELSEWHERE],
  ])('that has changed is found out in %s', (_, other) => {
    sent.note(input, A);
    input.Token = '2';
    expect(sent.note(input, other)).toBe(A);
  });

  it('that has changed is found out in its own context too, once another has used it', () => {
    sent.note(input, A);
    sent.note(input, B);
    input.Token = '2';
    expect(sent.note(input, A)).toBe(A);
  });

  it('that has not changed may come from anywhere, and so may one with fields that came later', () => {
    sent.note(input, A);
    Object.assign(input, { ChecksumAlgorithm: 'CRC32' });
    expect([A, B, TENANT].map((target) => sent.note(input, target))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
