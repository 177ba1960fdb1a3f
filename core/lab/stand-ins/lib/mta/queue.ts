import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where mail waits: to be put into a mailbox, to be sent to another host, or until somebody releases it. */
export type Channel = 'local' | 'tcp_local' | 'hold';

export type Envelope = {
  /** The mailbox's name. */
  readonly recipient: string;
  readonly date: string;
  /** How often one server gave it to another. */
  readonly hops: number;
};

/**
 * A queue of one file a message, `queue/<channel>/ZZ….00`, its envelope beside it in `envelopes/`. A message moves between
 * channels by a rename, so that it is in exactly one.
 */
export class Queue {
  readonly #imta: string;
  readonly #local: string;

  /** `local` is what the product calls the channel to its own store. */
  constructor(imta: string, local: string) {
    this.#imta = imta;
    this.#local = local;
    for (const channel of ['local', 'tcp_local', 'hold'] as const)
      mkdirSync(this.#folder(channel), { recursive: true });
    for (const name of ['envelopes', 'received', 'counters', 'bounced'])
      mkdirSync(join(imta, name), { recursive: true });
  }

  messages(channel: Channel): string[] {
    return readdirSync(this.#folder(channel))
      .filter((name) => name.endsWith('.00'))
      .toSorted();
  }

  path(channel: Channel, name: string): string {
    return join(this.#folder(channel), name);
  }

  envelope(name: string): Envelope {
    const [recipient = '', date = '', hops = '0'] = readFileSync(
      join(this.#imta, 'envelopes', name),
      'utf8',
    ).split('\n');
    return { recipient, date, hops: Number(hops) || 0 };
  }

  move(name: string, from: Channel, to: Channel): void {
    renameSync(this.path(from, name), this.path(to, name));
  }

  /** Takes a message in, once: `id` tells whether it was taken in before. */
  accept(id: string, name: string, envelope: Envelope, bytes: Buffer): void {
    const mark = join(this.#imta, 'received', id);
    if (existsSync(mark)) return;
    const { recipient, date, hops } = envelope;
    writeFileSync(join(this.#imta, 'envelopes', name), `${recipient}\n${date}\n${String(hops)}\n`);
    const path = this.path('local', name);
    writeFileSync(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
    writeFileSync(mark, '');
  }

  /** After the message has left the channel: counts it and forgets its envelope. */
  delivered(name: string, channel: Channel, bytes: number): void {
    const file = join(this.#imta, 'counters', channel === 'local' ? this.#local : channel);
    writeFileSync(file, `${String(Math.ceil(bytes / 1024))}\n`, { flag: 'a' });
    rmSync(join(this.#imta, 'envelopes', name), { force: true });
  }

  /** After another host has it. */
  remove(name: string, from: Channel): void {
    rmSync(this.path(from, name), { force: true });
  }

  /** Nobody by that name: out of the queue, and kept, so that it can be seen. */
  bounce(name: string, from: Channel): void {
    renameSync(this.path(from, name), join(this.#imta, 'bounced', name));
  }

  #folder(channel: Channel): string {
    return join(this.#imta, 'queue', channel === 'local' ? this.#local : channel);
  }
}
