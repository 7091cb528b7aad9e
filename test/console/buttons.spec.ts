import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DemoProcess } from '../support/demo-process.js';
import { ConsolePage, launchBrowser } from './support/console-page.js';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let demo: DemoProcess;
let url: string;
let browser: Browser;
let shown: ConsolePage;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = DemoProcess.spawn();
  url = await demo.listening();
  shown = await ConsolePage.open(browser, url);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

describe('the account directory', () => {
  it('checks all accounts, or one', async () => {
    await shown.counts('Reachable', 8);
    const checked = shown.page.waitForResponse('**/console/check');
    await shown.button('Check all accounts').click();
    expect(await (await checked).json()).toEqual({ checked: 11, reachable: 8, unreachable: 2 });
    const one = shown.page.waitForResponse('**/console/check');
    await shown.button('Check Legacy').click();
    expect(await (await one).json()).toEqual({ checked: 1, reachable: 0, unreachable: 1 });
  });

  it('shows what is denied first, with the credentials of the others as bars', async () => {
    await shown.counts('Own account', 1);
    expect((await shown.column('Accounts', 'Check')).every((text) => /^\d+ ms$/.test(text))).toBe(true);
    expect((await shown.column('Accounts', 'Reach')).slice(0, 3)).toEqual([
      'Unreachable',
      'Unreachable',
      'Reachable',
    ]);
    await shown.page.getByRole('img', { name: 'Credentials of Payments: 0 of 60 min' }).waitFor();
  });

  it('is sorted by what is clicked, and the other way round', async () => {
    await shown.button('Name').click();
    const names = await shown.column('Accounts', 'Name');
    expect(names).toEqual(names.toSorted());
    expect(await shown.page.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await shown.button('Name').click();
    expect(await shown.column('Accounts', 'Name')).toEqual(names.toReversed());
  });

  it('is filtered by what is typed', async () => {
    const filter = shown.page.getByLabel('Filter').first();
    await filter.fill('workloads 1111');
    await shown.page.getByText('1 of 11').waitFor();
    expect(await shown.column('Accounts', 'Name')).toEqual(['Payments']);
    await filter.fill('nothing like that');
    await shown.page.getByText('Nothing meets the filter.').waitFor();
    await filter.fill('');
    await shown.page.getByText('11 of 11').waitFor();
  });

  it('is worked by the keyboard', async () => {
    await shown.button('Check all accounts').focus();
    const reached = new Set<string>();
    for (let step = 0; step < 14; step += 1) {
      await shown.page.keyboard.press('Tab');
      reached.add(await shown.page.locator(':focus').evaluate((element) => element.textContent ?? ''));
    }
    expect([...reached]).toEqual(expect.arrayContaining(['Reach', 'Last error', 'Check', 'Break trust']));
    await shown.button('Account').focus();
    await shown.page.keyboard.press('Enter');
    const ids = await shown.column('Accounts', 'Account');
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('the bucket sweep', () => {
  it('shows its progress, and its results as a table, with failures by their cause', async () => {
    await shown.button('Sweep buckets').click();
    await shown.page.getByText(/^Done: 146 of 146 accounts and regions, 11 buckets$/).waitFor();
    expect(await shown.page.getByRole('progressbar').evaluate((bar: { value: number }) => bar.value)).toBe(
      146,
    );
    expect(await shown.column('Buckets', 'Bucket')).toContain('payments-ledger-copy');
    const group = shown.page.getByText('ASSUME_ROLE_DENIED: 2 accounts');
    await group.click();
    const causes = shown.page.locator('.failures');
    expect(await causes.textContent()).toContain('Legacy 444455556666');
    expect(await causes.textContent()).toContain('trust policy');
    await shown.screenshot('sweep');
  });

  it('saves AssumeRole calls, and says how many', async () => {
    const saved = shown.page.locator('.figures div', { hasText: 'AssumeRole calls saved' }).locator('dd');
    await saved.getByText(/8 roles assumed/).waitFor();
    expect(Number.parseInt((await saved.textContent()) ?? '', 10)).toBeGreaterThan(100);
    const pace = shown.page.getByRole('meter', { name: 'Pace of STS' });
    expect(await pace.getAttribute('max')).toBe('360');
  });

  it('filters and sorts its results', async () => {
    const filter = shown.page.getByLabel('Filter').nth(1);
    await filter.fill('payments us-east-1');
    await shown.page.getByText('1 of 14').waitFor();
    expect(await shown.column('Buckets', 'Bucket')).toEqual(['payments-ledger-copy']);
    await filter.fill('');
    await shown.button('Bucket').click();
    await shown.button('Bucket').click();
    expect((await shown.column('Buckets', 'Bucket'))[0]).toBe('shipping-labels');
  });

  it('is downloaded as CSV', async () => {
    const downloading = shown.page.waitForEvent('download');
    await shown.button('Download CSV').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('buckets.csv');
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('account,name,region,status,bucket,bucket region,created,took ms,code,detail');
    expect(lines.filter((line) => line.includes('payments-'))).toHaveLength(3);
    expect(lines.find((line) => line.startsWith('444455556666'))).toContain('ASSUME_ROLE_DENIED');
  });
});

describe('the switches of the embedded AWS', () => {
  it('let an account join, which is shown and checked', async () => {
    await shown.page.getByLabel('New account').fill('Experiments');
    await shown.button('Add account').click();
    await shown.account('Experiments').getByText('Reachable', { exact: true }).waitFor();
    expect(await shown.page.getByLabel('New account').inputValue()).toBe('');
  });

  it('let STS throttle: accounts stay reachable by what is held, and the page says what happens', async () => {
    const throttles = shown.page.getByRole('switch', { name: 'STS throttles every AssumeRole' });
    expect(await throttles.getAttribute('aria-checked')).toBe('false');
    await throttles.click();
    await shown.page.getByText('STS throttles. Calls are slowed down').waitFor();
    await shown.account('Payments').getByText('STS_THROTTLED').waitFor();
    await shown.counts('Reachable', 9);
    await shown.screenshot('throttled');
    await throttles.click();
    await shown.account('Payments').getByText('STS_THROTTLED').waitFor({ state: 'detached' });
    expect(await throttles.getAttribute('aria-checked')).toBe('false');
  });
});

describe('the console', () => {
  it.each(['light', 'dark'] as const)('has nothing that axe objects to in %s', async (scheme) => {
    expect(await shown.violations(scheme)).toEqual([]);
    await shown.screenshot(scheme);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing of that on a phone in %s, and fits its width',
    async (scheme) => {
      const phone = await ConsolePage.open(browser, url, PHONE);
      await phone.button('Sweep buckets').click();
      await phone.page.getByText(/^Done: /).waitFor();
      expect(await phone.violations(scheme)).toEqual([]);
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.viewport.width);
      await phone.screenshot(`phone-${scheme}`);
      expect(phone.complaints).toEqual([]);
      await phone.close();
    },
  );

  it('opens the documentation of the API, which may run, too', async () => {
    const docs = await ConsolePage.open(browser, url);
    await docs.page.getByRole('link', { name: 'API' }).click();
    await docs.page.getByText('/console/stream').first().waitFor();
    expect(docs.complaints).toEqual([]);
    await docs.close();
  });

  it('meets nothing that the browser complains of', () => {
    expect(shown.complaints).toEqual([]);
  });
});

describe('a console whose service is away', () => {
  it('says so, and goes on when it is back', async () => {
    const first = DemoProcess.spawn();
    const address = await first.listening();
    const page = await ConsolePage.open(browser, address);
    await page.counts('Reachable', 8);
    await first.stop();
    await page.page.getByText('Connection lost, trying again').waitFor();
    await page.button('Check all accounts').click();
    await page.page.getByText('The service cannot be reached. Is it running?').waitFor();
    const second = DemoProcess.spawn({ PORT: new URL(address).port });
    await second.listening();
    await page.page.getByText('Live', { exact: true }).waitFor();
    expect(await page.column('Accounts', 'Name')).toHaveLength(11);
    await page.close();
    await second.stop();
  });
});
