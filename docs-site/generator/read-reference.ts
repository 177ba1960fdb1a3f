import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Language } from '../../core/runbook/index.ts';
import { parseReference, referencePages } from './reference.ts';
import type { ReferencePage } from './site.ts';

const LARGEST_BYTES = 32 * 1024 * 1024;

/** The pages that the program's own `watari reference --json` makes. Asked in a process of its own: nothing of bot is imported here. */
export function readReference(root: string): (language: Language) => readonly ReferencePage[] {
  const printed = execFileSync(
    process.execPath,
    [join(root, 'bot/terminal/main.ts'), 'reference', '--json'],
    { cwd: root, encoding: 'utf8', maxBuffer: LARGEST_BYTES },
  );
  const reference = parseReference(printed);
  return (language) => referencePages(reference, language);
}
