import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { HUB, LEGACY, organizationWorld, PAYMENTS, SHIPPING, TOOLING } from '../testing/worlds.js';

const ALL = [PAYMENTS, TOOLING, SHIPPING, LEGACY, HUB];

function paged(
  pageSizes: number | readonly number[],
  test: (running: Running) => Promise<void>,
): Promise<void> {
  return running(test, organizationWorld(), Date.now, { pageSizes });
}

describe('pages of Organizations', () => {
  it.each([
    [[1], [1, 1, 1, 1, 1]],
    [
      [2, 0, 1],
      [2, 0, 1, 2],
    ],
    [
      [0, 20],
      [0, 5],
    ],
    [[20], [5]],
  ])('of sizes %j hold every account once', async (sizes, lengths) => {
    await paged(sizes, async ({ clients }) => {
      const pages: (string | undefined)[][] = [];
      const client = clients.organizations();
      for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
        pages.push(Accounts.map(({ Id }) => Id));
      }
      expect(pages.map((page) => page.length)).toEqual(lengths);
      expect(pages.flat()).toEqual(ALL);
    });
  });

  it('hold no more than is asked for', async () => {
    await paged(4, async ({ clients }) => {
      const { Accounts } = await clients.organizations().send(new ListAccountsCommand({ MaxResults: 3 }));
      expect(Accounts).toHaveLength(3);
    });
  });

  it('go on behind the last account when others come and go', async () => {
    await paged(2, async ({ aws, clients }) => {
      const client = clients.organizations();
      const { NextToken } = await client.send(new ListAccountsCommand({}));
      aws.update((draft) => {
        delete draft.accounts[TOOLING];
        draft.accounts['000000000001'] = {};
        draft.accounts['333333333333'] = {};
      });
      const { Accounts } = await client.send(new ListAccountsCommand({ NextToken }));
      expect(Accounts?.map(({ Id }) => Id)).toEqual(['333333333333', SHIPPING]);
    });
  });

  it('have tokens for their own list alone', async () => {
    await paged(1, async ({ clients }) => {
      const client = clients.organizations();
      const { NextToken } = await client.send(new ListAccountsCommand({}));
      const other = new ListAccountsForParentCommand({ ParentId: 'r-0000', NextToken });
      expect((await refusalOf(client.send(other))).error).toMatchObject({
        name: 'InvalidInputException',
        Reason: 'INVALID_PAGINATION_TOKEN',
      });
    });
  });
});
