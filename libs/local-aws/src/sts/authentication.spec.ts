import { describe, expect, it } from '@jest/globals';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { SessionKeys } from '../sessions/session.js';
import { refusalOf } from '../testing/refusal.js';
import { atNoon, NOON, running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, send, sign, stsDraft } from '../testing/signed.js';
import type { Draft, Signing } from '../testing/signed.js';
import { exampleWorld, HUB, HUB_SESSION, PAYMENTS } from '../testing/worlds.js';

const STS: Signing = { service: 'sts', now: NOON };
const identity = new GetCallerIdentityCommand({});

async function codeOf({ aws }: Running, draft: Draft): Promise<[number, string | undefined]> {
  const reply = await send(aws.url, draft);
  return [reply.status, elementText(reply, 'Code')];
}

function whoAmI(
  { aws, clients }: Running,
  keys: SessionKeys = clients.hubKeys,
  signing: Signing = STS,
): Promise<Draft> {
  return sign(stsDraft(aws.url, { Action: 'GetCallerIdentity' }), keys, signing);
}

describe('GetCallerIdentity', () => {
  it('tells the hub and a member who they are', async () => {
    await running(async ({ clients }) => {
      expect(await clients.sts().send(identity)).toMatchObject({ Account: HUB, Arn: HUB_SESSION });
      const member = await clients.sts(await clients.assumeKeys()).send(identity);
      const Arn = `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`;
      expect(member).toMatchObject({
        Account: PAYMENTS,
        Arn,
        UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:spec$/),
      });
    });
  });

  it('answers even a caller who may do nothing', async () => {
    const world = exampleWorld();
    world.hub.permissions = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    await running(async ({ clients }) => {
      expect((await clients.sts().send(identity)).Account).toBe(HUB);
    }, world);
  });
});

describe('STS authenticates', () => {
  it('nobody without a signature', async () => {
    await atNoon(async (it) => {
      expect(await codeOf(it, stsDraft(it.aws.url, { Action: 'GetCallerIdentity' }))).toEqual([
        403,
        'MissingAuthenticationToken',
      ]);
    });
  });

  it('nobody with a header that is no signature', async () => {
    await atNoon(async (it) => {
      const draft = await whoAmI(it);
      const authorization = 'AWS4-HMAC-SHA256 nonsense';
      expect(await codeOf(it, { ...draft, headers: { ...draft.headers, authorization } })).toEqual([
        400,
        'IncompleteSignature',
      ]);
      expect(await codeOf(it, { ...draft, headers: { ...draft.headers, 'x-amz-date': 'noon' } })).toEqual([
        400,
        'IncompleteSignature',
      ]);
    });
  });

  it('nobody with a key that it has not issued', async () => {
    await running(async ({ clients }) => {
      const keys = { ...clients.hubKeys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' };
      const refusal = await refusalOf(clients.sts(keys).send(identity));
      expect(refusal).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
    });
  });

  it('nobody with a wrong secret', async () => {
    await running(async ({ clients }) => {
      const keys = { ...clients.hubKeys, secretAccessKey: 'x'.repeat(40) };
      const refusal = await refusalOf(clients.sts(keys).send(identity));
      expect(refusal).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
    });
  });

  it('no mixed triple: the token belongs to its key', async () => {
    await running(async ({ clients }) => {
      const [first, second] = [await clients.assumeKeys(), await clients.assumeKeys()];
      const mixed = { ...first, sessionToken: second.sessionToken };
      expect(await refusalOf(clients.sts(mixed).send(identity))).toMatchObject({
        name: 'InvalidClientTokenId',
        status: 403,
      });
      expect((await clients.sts(first).send(identity)).Account).toBe(PAYMENTS);
    });
  });

  it('nobody without the token', async () => {
    await running(async ({ clients }) => {
      const { accessKeyId, secretAccessKey } = clients.hubKeys;
      const keys = { accessKeyId, secretAccessKey, sessionToken: '' };
      expect(await refusalOf(clients.sts(keys).send(identity))).toMatchObject({
        name: 'InvalidClientTokenId',
        status: 403,
      });
    });
  });

  it('a session until its last second, and not from then on', async () => {
    await atNoon(async (it, move) => {
      const reply = await send(
        it.aws.url,
        await sign(
          stsDraft(it.aws.url, {
            Action: 'AssumeRole',
            RoleArn: `arn:aws:iam::${PAYMENTS}:role/inventory-reader`,
            RoleSessionName: 'spec',
            DurationSeconds: '900',
          }),
          it.clients.hubKeys,
          STS,
        ),
      );
      const keys = {
        accessKeyId: elementText(reply, 'AccessKeyId') ?? '',
        secretAccessKey: elementText(reply, 'SecretAccessKey') ?? '',
        sessionToken: elementText(reply, 'SessionToken') ?? '',
      };
      move(899_999);
      expect(await codeOf(it, await whoAmI(it, keys, { service: 'sts', now: NOON + 899_000 }))).toEqual([
        200,
        undefined,
      ]);
      move(1);
      expect(await codeOf(it, await whoAmI(it, keys, { service: 'sts', now: NOON + 900_000 }))).toEqual([
        403,
        'ExpiredToken',
      ]);
    });
  });

  it('no request from a clock that is more than 15 minutes off, and tells its own', async () => {
    await atNoon(async (it, move) => {
      const draft = await whoAmI(it);
      move(900_000);
      expect(await codeOf(it, draft)).toEqual([200, undefined]);
      move(1000);
      const late = await send(it.aws.url, draft);
      expect([late.status, elementText(late, 'Code')]).toEqual([403, 'SignatureDoesNotMatch']);
      expect(elementText(late, 'Message')).toBe(
        'Signature expired: 20261122T120000Z is now earlier than 20261122T120001Z (20261122T121501Z - 15 min.)',
      );
      expect(late.headers['date']).toBe('Sun, 22 Nov 2026 12:15:01 GMT');
      move(-1_802_000);
      expect(elementText(await send(it.aws.url, draft), 'Message')).toBe(
        'Signature not yet current: 20261122T120000Z is still later than 20261122T115959Z (20261122T114459Z + 15 min.)',
      );
    });
  });

  it.each<[string, (draft: Draft) => Draft]>([
    ['the body', (draft) => ({ ...draft, body: `${String(draft.body)}&x=1` })],
    ['the query', (draft) => ({ ...draft, query: { x: '1' } })],
    ['the path', (draft) => ({ ...draft, path: '/other' })],
    [
      'a signed header',
      (draft) => ({ ...draft, headers: { ...draft.headers, 'content-type': 'text/plain' } }),
    ],
    [
      'an x-amz header that is not signed',
      (draft) => ({ ...draft, headers: { ...draft.headers, 'x-amz-target': 'x' } }),
    ],
    ['the scope', (draft) => withAuthorization(draft, (text) => text.replace('/20261122/', '/20261121/'))],
    ['the region', (draft) => withAuthorization(draft, (text) => text.replace('/eu-west-1/', '/eu-west-2/'))],
    [
      'the form of the region',
      (draft) => withAuthorization(draft, (text) => text.replace('/eu-west-1/', '/evil.com/')),
    ],
    [
      'the end of the scope',
      (draft) => withAuthorization(draft, (text) => text.replace('aws4_request', 'aws5_request')),
    ],
    ['the list of signed headers', (draft) => withAuthorization(draft, (text) => text.replace('host;', ''))],
  ])('no request in which %s has been changed', async (_what, change) => {
    await atNoon(async (it) => {
      const draft = await whoAmI(it);
      expect(await codeOf(it, draft)).toEqual([200, undefined]);
      expect(await codeOf(it, change(draft))).toEqual([403, 'SignatureDoesNotMatch']);
    });
  });

  it('no signature for S3', async () => {
    await atNoon(async (it) => {
      const draft = await whoAmI(it, it.clients.hubKeys, { service: 's3', now: NOON });
      expect(await codeOf(it, draft)).toEqual([501, 'NotImplemented']);
    });
  });

  it('before it validates, and validates before it authorizes', async () => {
    await atNoon(async (it) => {
      const nobody = {
        Action: 'AssumeRole',
        RoleArn: 'arn:aws:iam::123456789012:role/nobody',
        RoleSessionName: 'x',
      };
      const keys = { ...it.clients.hubKeys, secretAccessKey: 'wrong' };
      const draft = stsDraft(it.aws.url, nobody);
      expect(await codeOf(it, await sign(draft, keys, STS))).toEqual([403, 'SignatureDoesNotMatch']);
      expect(await codeOf(it, await sign(draft, it.clients.hubKeys, STS))).toEqual([400, 'ValidationError']);
    });
  });
});

function withAuthorization(draft: Draft, change: (text: string) => string): Draft {
  return {
    ...draft,
    headers: { ...draft.headers, authorization: change(draft.headers['authorization'] ?? '') },
  };
}
