import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The browser of this machine; null where there is none. */
export const browserPath = (): string | null => PLACES.find((path) => existsSync(path)) ?? null;

/** A browser that asks nothing of any network by itself. @throws Error if there is none */
export function openBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === null) throw new Error('Opening a browser: no chromium on this machine');
  return chromium.launch({ executablePath, args: QUIET.split(' ') });
}
