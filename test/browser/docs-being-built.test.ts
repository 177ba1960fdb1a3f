import { afterEach, beforeEach, expect, test } from 'vitest';

import { openDocumentation } from '#bot/rehearsal/documentation.ts';
import { DocsCheckout } from '#test/live/docs-checkout.ts';

import { openBrowser } from './chromium.ts';

let checkout: DocsCheckout;
beforeEach(() => {
  checkout = new DocsCheckout();
});
afterEach(() => checkout.remove());

test('whoever opens a step meanwhile is told so, and is brought to that very step once it is there', async () => {
  const said: string[] = [];
  const docs = await openDocumentation(checkout, (line) => said.push(line), checkout.path);
  const { url } = docs;
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}ja/runbooks/a/b/?mailHost=mail#step`);
    expect(await page.locator('h1').first().innerText()).toBe('ドキュメントを作成しています');
    checkout.tell('go');
    await page.locator('#step').waitFor();
    expect(page.url()).toBe(`${url}ja/runbooks/a/b/?mailHost=mail#step`);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    expect((await page.locator('#step').boundingBox())?.y).toBeLessThan(200);
  } finally {
    await browser.close();
    await docs.close();
  }
  expect(said).toEqual([`The documentation is ready: ${url} / ドキュメントを作成しました：${url}`]);
});
