import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type Message, sha256 } from './archive.ts';
import { addMessage, INDEX, openMailbox, PARTITION, readIndex } from './ims-store.ts';

export type RestoreOptions = {
  readonly instance: string;
  /** `-n`: a mailbox that exists is left alone, and a new one with a date is made beside it. */
  readonly newMailboxes: boolean;
  /** `-i`: messages that are there already are restored again. */
  readonly ignoresExisting: boolean;
  /** Every message is forced to disk. Sync level 0 leaves that out. */
  readonly synchronises: boolean;
};

/** Puts the messages of a backup into the store, folder by folder. */
export class Restore {
  readonly #options: RestoreOptions;
  #mailbox = '';
  #next = 1;
  #present = new Set<string>();
  readonly counts = { mailboxes: 0, messages: 0, duplicates: 0 };

  constructor(options: RestoreOptions) {
    this.#options = options;
  }

  /** Opens the mailbox that the folder's messages go to, and says its name. */
  folder(user: string, folder: string): string {
    const home = join(this.#options.instance, PARTITION, user);
    const name = this.#options.newMailboxes ? this.#freeName(home, folder) : folder;
    this.#mailbox = openMailbox(this.#options.instance, user, name);
    const lines = readIndex(this.#mailbox);
    this.#next = Math.max(0, ...lines.map((line) => line.number)) + 1;
    this.#present = new Set(lines.map((line) => `${line.date} ${line.sha256}`));
    this.counts.mailboxes += 1;
    return `user/${user}/${name}`;
  }

  /** Null once the message is in the store; otherwise the reason why not. */
  message(message: Message): string | null {
    const place = `${message.user}/${message.folder} ${message.date}`;
    if (sha256(message.bytes) !== message.sha256) return `${place}: damaged message left out`;
    const identity = `${message.date} ${message.sha256}`;
    if (this.#present.has(identity) && !this.#options.ignoresExisting) {
      this.counts.duplicates += 1;
      return null;
    }
    try {
      const { synchronises } = this.#options;
      this.#next = addMessage(this.#mailbox, message, synchronises, { from: this.#next }) + 1;
    } catch (error) {
      return `${place}: ${error instanceof Error ? error.message : 'cannot write'}`;
    }
    this.counts.messages += 1;
    return null;
  }

  #freeName(home: string, folder: string): string {
    const taken = (name: string): boolean => existsSync(join(home, name, INDEX));
    if (!taken(folder)) return folder;
    const dated = `${folder}.${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
    for (let again = 1; ; again += 1) {
      const name = again === 1 ? dated : `${dated}-${String(again)}`;
      if (!taken(name)) return name;
    }
  }
}
