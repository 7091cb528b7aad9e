import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateWorld, LocalAws } from 'local-aws-accounts';
import type { Browser } from 'playwright-core';
import { DemoProcess } from '../support/demo-process.js';
import { until } from '../support/until.js';
import { ConsolePage, launchBrowser } from './support/console-page.js';

const KEY = 'a-key-of-some-length';
const ACCOUNTS = 1_000;

let aws: LocalAws;
let demo: DemoProcess;
let browser: Browser;
let shown: ConsolePage;

beforeAll(async () => {
  browser = await launchBrowser();
  aws = await LocalAws.start(generateWorld({ accounts: ACCOUNTS, denying: 0.02 }));
  demo = DemoProcess.spawn({
    ...aws.env,
    LOCAL_AWS: 'off',
    DEMO_API_KEYS: `${KEY}=alice`,
    AWS_CROSS_ACCOUNT_ROLE_NAME: 'inventory-reader',
    AWS_CROSS_ACCOUNT_DIRECTORY: 'organizations',
    AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: 'directory',
  });
  shown = await ConsolePage.open(browser, await demo.listening());
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  await aws.close();
});

async function enterKey(key: string): Promise<void> {
  await shown.page.getByLabel('API key').fill(key);
  await shown.button('Open the console').click();
}

describe('the console of a service with 1,000 accounts', () => {
  it('asks for an API key, and shows nothing without one', async () => {
    await shown.page.getByLabel('API key').waitFor();
    expect(await shown.violations('light')).toEqual([]);
    await enterKey('one-that-nobody-has');
    await shown.page.getByText('Locked').waitFor();
    expect(await shown.table('Accounts').count()).toBe(0);
    expect(aws.calls.list()).toEqual([]);
  });

  it('checks them all when it is opened, and sends the key in no URL', async () => {
    const urls: string[] = [];
    shown.page.on('request', (request) => urls.push(request.url()));
    await enterKey(KEY);
    await shown.counts('Unreachable', 20);
    await shown.counts('Reachable', 980);
    expect(urls.length).toBeGreaterThan(0);
    expect(urls.join()).not.toContain(KEY);
  });

  it('keeps them in pages, so that what the browser has to show stays small', async () => {
    expect(await shown.column('Accounts', 'Account')).toHaveLength(100);
    expect(await shown.page.locator('*').count()).toBeLessThan(6_000);
    await shown.button('Next').click();
    await shown.page.getByText('Page 2 of 11').waitFor();
    await shown.button('Previous').click();
    await shown.page.getByText('Page 1 of 11').waitFor();
  });

  it('finds one of them at once', async () => {
    await shown.page.getByLabel('Filter').fill('100000000777');
    await shown.page.getByText('1 of 1001').waitFor();
    expect(await shown.column('Accounts', 'Account')).toEqual(['100000000777']);
    await shown.page.getByLabel('Filter').fill('');
    await shown.page.getByText('1001 of 1001').waitFor();
    await shown.page.emulateMedia({ colorScheme: 'dark' });
    await shown.page.setViewportSize({ width: 1280, height: 800 });
    // For the README.
    await shown.screenshot('thousand', 'window');
  });

  it('offers no switches: real accounts are not changed', async () => {
    expect(await shown.page.getByRole('switch').count()).toBe(0);
    expect(await shown.page.getByRole('button', { name: /trust/ }).count()).toBe(0);
  });

  it('cancels a sweep: nothing more is begun', async () => {
    await shown.button('Sweep buckets').click();
    await shown.page.getByText(/^Under way: [1-9]/).waitFor();
    await shown.button('Cancel').click();
    await shown.page.getByText(/^Cancelled: /).waitFor();
    const begun = (): number => aws.calls.count('s3:ListBuckets');
    await settled(begun);
    expect(begun()).toBeLessThan(ACCOUNTS * 10);
    expect(await shown.button('Cancel').isDisabled()).toBe(true);
    expect(await shown.button('Sweep buckets').isDisabled()).toBe(false);
  });

  it('has nothing that axe objects to', async () => {
    expect(await shown.violations('dark')).toEqual([]);
  });

  it('meets nothing that the browser complains of but the key that was refused', () => {
    expect(shown.complaints.filter((text) => !text.includes('401'))).toEqual([]);
  });
});

/** Resolves once a count stays what it is for a whole round trip through the service. */
async function settled(count: () => number): Promise<void> {
  let last = -1;
  while (count() !== last) {
    last = count();
    await fetch(`${new URL(shown.page.url()).origin}/cache`, { headers: { 'x-api-key': KEY } });
    await until(() => true);
  }
}
