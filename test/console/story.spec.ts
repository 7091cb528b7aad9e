import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DemoProcess } from '../support/demo-process.js';
import { ConsolePage, launchBrowser } from './support/console-page.js';

let demo: DemoProcess;
let browser: Browser;
let shown: ConsolePage;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = DemoProcess.spawn();
  shown = await ConsolePage.open(browser, await demo.listening());
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

describe('an operator who starts the demo and opens the console', () => {
  it('sees which accounts can be reached, without asking', async () => {
    await shown.account('Payments').getByText('Reachable', { exact: true }).waitFor();
    await shown.counts('Reachable', 8);
    await shown.counts('Unreachable', 2);
    expect(await shown.column('Accounts', 'Name')).toHaveLength(11);
  });

  it('breaks the trust of one account, and sees within seconds which one, why, and what to do', async () => {
    const began = performance.now();
    await shown.button('Break trust of Payments').click();
    await shown.account('Payments').getByText('Unreachable', { exact: true }).waitFor();
    expect(performance.now() - began).toBeLessThan(5_000);
    const row = shown.account('Payments');
    expect(await row.textContent()).toContain('111122223333');
    expect(await row.textContent()).toContain('ASSUME_ROLE_DENIED');
    const advice =
      "Change the role's trust policy in account 111122223333: let it allow sts:AssumeRole to the hub role.";
    expect(await shown.table('Accounts').getByText(advice).count()).toBe(1);
    await shown.counts('Unreachable', 3);
    await shown.page.setViewportSize({ width: 1280, height: 800 });
    // For the README.
    await shown.screenshot('broken-trust', 'window');
  });

  it('does that, and sees that it is well again', async () => {
    await shown.button('Repair trust of Payments').click();
    await shown.account('Payments').getByText('Reachable', { exact: true }).waitFor();
    expect(await shown.account('Payments').textContent()).not.toContain('ASSUME_ROLE_DENIED');
    await shown.counts('Unreachable', 2);
  });

  it('meets nothing that the browser complains of', () => {
    expect(shown.complaints).toEqual([]);
  });
});
