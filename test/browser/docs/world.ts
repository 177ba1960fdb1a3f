import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext } from 'playwright-core';

import type { Language } from '#core/runbook/index.ts';

import { openBrowser } from '../chromium.ts';
import { type ServedSite, openSite } from './built-site.ts';

/** The documentation and its readers, once for all tests of it. */
export type World = {
  readonly site: ServedSite;
  readonly context: BrowserContext;
  /** The same for readers who let no page run anything. */
  readonly still: BrowserContext;
  /** Every address that pages asked for. */
  readonly asked: readonly string[];
  /** What pages complained of: errors that nobody caught, errors on the console. */
  readonly complaints: readonly string[];
  /** `runbooks/` in a language, as an address. */
  readonly addressOf: (path: string, language: Language) => string;
  close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
  const data = mkdtempSync(join(tmpdir(), 'watari-docs-'));
  // The terminal that pages are compared with has nothing of whoever runs this.
  process.env['WATARI_DATA'] = data;
  const [site, browser] = await both(openSite(), openBrowser());
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const still = await browser.newContext({ javaScriptEnabled: false });
  const asked: string[] = [];
  const complaints: string[] = [];
  for (const one of [context, still]) {
    one.on('request', (request) => asked.push(request.url()));
    one.on('weberror', (error) => complaints.push(String(error.error())));
    one.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.page()?.url() ?? ''} ${message.text()}`);
    });
  }
  return {
    site,
    context,
    still,
    asked,
    complaints,
    addressOf: (path, language) => `${site.url}${language === 'ja' ? 'ja/' : ''}${path}`,
    async close() {
      await browser.close();
      await site.close();
      rmSync(data, { recursive: true });
    },
  };
}

/** A build that fails leaves no browser behind. */
async function both(site: Promise<ServedSite>, browser: Promise<Browser>): Promise<[ServedSite, Browser]> {
  try {
    return await Promise.all([site, browser]);
  } catch (error) {
    await browser.then((one) => one.close()).catch(() => undefined);
    throw error;
  }
}
