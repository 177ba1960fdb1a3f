import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Language } from '#core/index.ts';

/** Chooses the language of a lab's channel messages; whatever else its `watari.yaml` says stays. */
export function chooseChannelLanguage(site: string, language: Language): void {
  const file = join(site, 'watari.yaml');
  const rest = existsSync(file) ? readFileSync(file, 'utf8').replace(/^language:.*\n?/mu, '') : '';
  writeFileSync(file, `language: ${language}\n${rest}`, { mode: 0o600 });
}
