import { createHash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';

/**
 * The backup format of the lab's imbackup, read by its imsrestore. Text lines, and after each MESSAGE line that many bytes:
 *
 *     SIMS-STORE-BACKUP 4.0
 *     USER susan
 *     FOLDER INBOX
 *     MESSAGE 20001114093012Z SF 1234 <sha256>
 *     …1234 bytes…
 *     END 1 3 20
 *
 * Folders are in modified UTF-7. Flags: A answered, D deleted, F flagged, S seen, T draft; `-` for none.
 * END counts users, folders and messages; a stream without it was cut.
 */
export const HEADER = 'SIMS-STORE-BACKUP 4.0';

export type Message = {
  readonly user: string;
  readonly folder: string;
  readonly date: string;
  readonly flags: string;
  readonly sha256: string;
  readonly bytes: Buffer;
};
export type Item =
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'folder'; readonly user: string; readonly folder: string }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'end'; readonly users: number; readonly folders: number; readonly messages: number };

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Writes every byte or throws. A pipe may take less than it is offered. */
export function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

class Reader {
  readonly #fd: number;
  #pending = Buffer.alloc(0);

  constructor(fd: number) {
    this.#fd = fd;
  }

  #more(): boolean {
    const chunk = Buffer.alloc(65_536);
    for (;;) {
      try {
        const count = readSync(this.#fd, chunk);
        this.#pending = Buffer.concat([this.#pending, chunk.subarray(0, count)]);
        return count > 0;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      }
    }
  }

  #take(count: number): Buffer {
    const taken = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return taken;
  }

  /** Without its line end; null if the stream ends first. */
  line(): string | null {
    for (;;) {
      const end = this.#pending.indexOf(0x0a);
      if (end !== -1) return this.#take(end + 1).toString('latin1', 0, end);
      if (!this.#more()) return null;
    }
  }

  bytes(count: number): Buffer | null {
    while (this.#pending.length < count) if (!this.#more()) return null;
    return Buffer.from(this.#take(count));
  }
}

export class Broken extends Error {}

/** Reads an archive item by item. @throws Broken where the data is not such an archive, or ends before its end. */
export function* readArchive(fd: number): Generator<Item, void> {
  const reader = new Reader(fd);
  const cut = (): never => {
    throw new Broken('unexpected end of backup data');
  };
  if ((reader.line() ?? cut()) !== HEADER) throw new Broken('not a backup of a SIMS message store');
  let user = '';
  let folder = '';
  for (;;) {
    const line = reader.line() ?? cut();
    const [word, ...rest] = line.split(' ');
    const argument = line.slice((word ?? '').length + 1);
    if (word === 'USER') {
      user = argument;
      yield { kind: 'user', user };
    } else if (word === 'FOLDER') {
      folder = argument;
      yield { kind: 'folder', user, folder };
    } else if (word === 'MESSAGE' && rest.length === 4) {
      const [date = '', flags = '', size = '', sum = ''] = rest;
      const bytes = reader.bytes(Number(size)) ?? cut();
      yield { kind: 'message', message: { user, folder, date, flags, sha256: sum, bytes } };
    } else if (word === 'END' && rest.length === 3) {
      const [users = 0, folders = 0, messages = 0] = rest.map(Number);
      yield { kind: 'end', users, folders, messages };
      return;
    } else throw new Broken(`damaged backup data: "${line.slice(0, 40)}"`);
  }
}
