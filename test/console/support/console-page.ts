import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { ROOT } from '../../architecture/source-files.js';
import { findChromium } from './find-chromium.js';

const SCREENSHOTS = join(ROOT, 'dist/console');
const { source: AXE } = createRequire(import.meta.url)('axe-core') as { source: string };

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** A headless browser of this machine. */
export function launchBrowser(): Promise<Browser> {
  // Containers, where tests often run as root, have no sandbox for it.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findChromium(), args });
}

/** The console in a tab, and what its browser complains of. */
export class ConsolePage {
  /** Errors that were logged or thrown, a violated policy among them, and requests to other hosts. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    url: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('blob:'))
        this.complaints.push(request.url());
    });
  }

  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    const opened = new ConsolePage(await context.newPage(), url);
    await opened.page.goto(`${url}/`);
    return opened;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  table(name: string): Locator {
    return this.page.getByRole('table', { name });
  }

  /** The row of an account in the directory. */
  account(name: string): Locator {
    return this.table('Accounts')
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name, exact: true }) });
  }

  /** Resolves once a number of the overview is that. */
  async counts(title: string, number: number): Promise<void> {
    const place = this.page
      .locator('.counts div')
      .filter({ has: this.page.getByText(title, { exact: true }) });
    await place.getByText(String(number), { exact: true }).waitFor();
  }

  /** Texts of a column, from top to bottom. */
  column(table: string, title: string): Promise<string[]> {
    return this.table(table).locator(`td[data-title="${title}"]`).allTextContents();
  }

  /** What axe-core finds against accessibility, in the colours of a scheme. */
  async violations(colorScheme: 'light' | 'dark'): Promise<string[]> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate<AxeResults>('axe.run()');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** Kept to be looked at: the whole page, or what the window shows of it. */
  async screenshot(name: string, part: 'page' | 'window' = 'page'): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: part === 'page' });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
