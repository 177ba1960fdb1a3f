import { readFileSync, statSync } from 'node:fs';

import { readLdif } from '../../directory/ldif.ts';

/** What an MTA knows of a user, and from dirsync alone. */
export type Recipient = {
  readonly mailHost: string;
  readonly options: ReadonlySet<string>;
};

/** Mailboxes by name: the uid in the default domain, `uid@domain` elsewhere. */
export type Recipients = ReadonlyMap<string, Recipient>;

export function mailboxOf(uid: string, domain: string, defaultDomain: string): string {
  return domain.toLowerCase() === defaultDomain.toLowerCase() ? uid : `${uid}@${domain}`;
}

/** `dc=siroe,dc=com,o=internet` is siroe.com. */
export function domainOfDn(dn: string): string {
  return [...dn.matchAll(/dc=([^,]+)/giu)].map(([, label]) => label).join('.');
}

/** Reads dirsync's cache again whenever it has changed. */
export class RecipientCache {
  readonly #file: string;
  readonly #defaultDomain: string;
  #seen = '';
  #known: Recipients = new Map();

  constructor(file: string, defaultDomain: string) {
    this.#file = file;
    this.#defaultDomain = defaultDomain;
  }

  /** Before the first dirsync there is no picture of the directory at all. */
  get hasPicture(): boolean {
    return statSync(this.#file, { throwIfNoEntry: false }) !== undefined;
  }

  now(): Recipients {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    const seen = stat === undefined ? '' : `${String(stat.ino)} ${String(stat.mtimeMs)}`;
    if (seen === this.#seen) return this.#known;
    this.#seen = seen;
    this.#known = seen === '' ? new Map() : this.#read();
    return this.#known;
  }

  #read(): Recipients {
    const entries = readLdif(readFileSync(this.#file, 'latin1'));
    return new Map(
      entries.flatMap((entry) => {
        const [uid, mail] = [entry.first('uid'), entry.first('mail')];
        if (uid === undefined || mail === undefined) return [];
        const domain = mail.slice(mail.indexOf('@') + 1);
        const options = entry.get('mailDeliveryOption').map((option) => option.toLowerCase());
        const recipient = { mailHost: entry.first('mailHost') ?? '', options: new Set(options) };
        return [[mailboxOf(uid, domain, this.#defaultDomain), recipient] as const];
      }),
    );
  }
}
