import { describe, expect, it } from '@jest/globals';
import { FactoryClosedError } from '../../errors/client.errors.js';
import {
  AssumeRoleDeniedError,
  AssumeRoleRejectedError,
  CredentialsExpiredError,
  HubCredentialsError,
  StsBusyError,
  StsRegionDisabledError,
  StsThrottledError,
  StsUnavailableError,
  WrongAccountError,
} from '../../errors/credential.errors.js';
import { isDenial, isUnreachable } from './unreachable.js';

const place = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };
const denied = (conclusive: boolean): AssumeRoleDeniedError =>
  new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place, conclusive });

it.each([
  ['a denial', denied(true), 'denial'],
  ['a denial of a fallback endpoint', denied(false), 'unreachable'],
  ['no answer', new StsUnavailableError('ECONNRESET', { place }), 'unreachable'],
  ['a throttle', new StsThrottledError({ place }), 'unreachable'],
  ['a full queue', new StsBusyError('10000 calls wait already'), 'unreachable'],
  ['a refused argument', new AssumeRoleRejectedError('ValidationError', { place }), 'neither'],
  ['a region that is switched off', new StsRegionDisabledError({ place }), 'neither'],
  ['bad credentials of the hub role', new HubCredentialsError('they have expired.'), 'neither'],
  ['credentials of another account', new WrongAccountError('444455556666', place), 'neither'],
  ['a refused key', new CredentialsExpiredError({ place }), 'neither'],
  ['a closed factory', new FactoryClosedError(), 'neither'],
  ['an error of somebody else', new RangeError('oops'), 'neither'],
  ['nothing', undefined, 'neither'],
])('%s says about a session: %3$s', (_, error, expected) => {
  const says = isDenial(error) ? 'denial' : 'neither';
  expect(isUnreachable(error) ? 'unreachable' : says).toBe(expected);
});

describe('no error', () => {
  it.each([true, false])('says both (conclusive: %p)', (conclusive) => {
    expect(isDenial(denied(conclusive))).not.toBe(isUnreachable(denied(conclusive)));
  });
});
