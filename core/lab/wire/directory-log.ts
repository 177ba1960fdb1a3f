import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { DirectoryChange } from './directory-tree.ts';
import { parseLdif, printLdif } from './ldap/ldif.ts';

/** Changes as LDIF in a file, so that a directory that is started again goes on where it was. */
export class ChangeLog {
  readonly #path: string | null;
  constructor(path: string | null) {
    this.#path = path;
  }

  /** What is there from before. A record that was cut off in the writing was never answered, so it is taken away. */
  read(): DirectoryChange[] {
    if (this.#path === null || !existsSync(this.#path)) return [];
    const text = readFileSync(this.#path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n\n') + 1);
    if (text !== `${whole}\n` && text !== '') writeFileSync(this.#path, whole === '' ? '' : `${whole}\n`);
    return parseLdif(whole);
  }

  /** Before the answer: whoever was told "done" finds it done after a restart. */
  append(change: DirectoryChange): void {
    if (this.#path === null) return;
    appendFileSync(this.#path, printLdif([change.kind === 'add' ? { ...change, explicit: true } : change]));
  }
}
