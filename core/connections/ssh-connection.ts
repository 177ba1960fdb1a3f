import type { ClientChannel } from 'ssh2';

import { Fault } from '../errors.ts';
import type { InventoryHost } from '../plan/plan.ts';
import type { ExecOptions, ExecResult, HostConnection, Reach } from './connections.ts';
import { messageOf, shakeHands, type SshClient } from './ssh-handshake.ts';
import { Window } from './window.ts';

/** sshd allows ten sessions and counts one until its child is reaped; more than this is refused now and then. */
const SESSIONS = 5;
const SESSION_REFUSED = 2;
const REFUSED_FOR_MS = 20_000;
const CONNECT_FAILED = 2;

/**
 * Connects, verifies the host key and logs in. Never connects again by itself: a dropped connection is discarded.
 * @throws Fault connection-failed, host-key-refused
 */
export async function openHost(
  name: string,
  host: InventoryHost,
  identity: string | null,
): Promise<SshConnection> {
  return new SshConnection(name, await shakeHands(name, host, identity));
}

export class SshConnection implements HostConnection {
  readonly host: string;
  readonly #client: SshClient;
  readonly #window = new Window(SESSIONS);
  /** What waits for an answer that a dropped connection will not bring. */
  readonly #pending = new Set<(error: Error) => void>();
  #open = true;

  constructor(host: string, client: SshClient) {
    this.host = host;
    this.#client = client;
    // Permanent: ssh2 emits more than one error, and one without a listener would end the process.
    client.on('error', () => this.#drop());
    client.on('end', () => this.#drop());
    client.on('close', () => this.#drop());
  }

  get isOpen(): boolean {
    return this.#open;
  }

  async exec(command: string, options: ExecOptions = {}): Promise<ExecResult> {
    const leave = await this.#window.enter();
    try {
      const { result } = await this.#session(command, options);
      return await result;
    } finally {
      leave();
    }
  }

  async reach(port: number): Promise<Reach> {
    for (const target of ['127.0.0.1', '::1', this.host]) {
      // oxlint-disable-next-line no-await-in-loop -- the next address only if the one before is closed
      const reach = await this.#forward(target, port);
      if (reach !== 'closed') return reach;
    }
    return 'closed';
  }

  close(): void {
    this.#drop();
    this.#client.end();
    this.#client.destroy();
  }

  #drop(): void {
    this.#open = false;
    for (const lose of this.#pending) lose(new Error('the connection dropped'));
    this.#pending.clear();
  }

  /** Asks ssh2 something with a callback; an error, a throw and a dropped connection come out alike. */
  #ask<T>(send: (done: (answer: T | Error) => void) => void): Promise<T | Error> {
    return new Promise((resolve) => {
      if (!this.#open) return resolve(new Error('the connection is closed'));
      const lose = (error: Error) => resolve(error);
      this.#pending.add(lose);
      try {
        send((answer) => {
          this.#pending.delete(lose);
          resolve(answer);
        });
      } catch (error) {
        this.#pending.delete(lose);
        resolve(new Error(messageOf(error)));
      }
    });
  }

  #lost(saw: string, cause?: unknown): Fault {
    return new Fault('connection-failed', `Running a command on ${this.host}`, saw, { cause });
  }

  /** A session that is refused for want of room started nothing: asking again is safe. */
  async #session(command: string, options: ExecOptions): Promise<{ readonly result: Promise<ExecResult> }> {
    const until = Date.now() + REFUSED_FOR_MS;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- asks again only after a refusal
      const answer = await this.#ask<{ readonly result: Promise<ExecResult> }>((done) =>
        this.#client.exec(command, (error, channel) =>
          // Listening begins in this very call: when we are busy, a quick command's exit status is read in the same go
          // as the session's confirmation, and would be said to nobody.
          done(error ?? { result: collect(channel, options) }),
        ),
      );
      if (!(answer instanceof Error)) return answer;
      const refused = 'reason' in answer && answer.reason === SESSION_REFUSED;
      if (!refused || Date.now() > until) throw this.#lost(answer.message, answer);
      // oxlint-disable-next-line no-await-in-loop -- see above
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #forward(target: string, port: number): Promise<Reach> {
    const answer = await this.#ask<ClientChannel>((done) =>
      this.#client.forwardOut('127.0.0.1', 0, target, port, (error, channel) => done(error ?? channel)),
    );
    if (!(answer instanceof Error)) {
      answer.on('error', () => undefined);
      answer.destroy();
      return 'open';
    }
    if (!this.#open) throw this.#lost(answer.message, answer);
    return refusedReach(answer);
  }
}

/** Only a server that has tried can say that a port is closed (RFC 4254, 5.1); one that may not, cannot or is too busy has not. */
export const refusedReach = (error: Error): Reach =>
  'reason' in error && error.reason === CONNECT_FAILED ? 'closed' : 'unknown';

/** Everything a channel says until it closes. No exit status and no signal means that nobody knows how it ended. */
function collect(channel: ClientChannel, options: ExecOptions): Promise<ExecResult> {
  return new Promise((resolve) => {
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    let end: ExecResult['end'] = { kind: 'none' };
    const keep = (into: Uint8Array[]) => {
      // Each output has its own: one that is long must not cut what is said of it on the other.
      let room = options.maxBytes ?? Infinity;
      return (chunk: Buffer) => {
        const kept = chunk.subarray(0, Math.max(0, room));
        room -= kept.length;
        if (kept.length > 0) into.push(kept);
      };
    };
    const keepStdout = keep(stdout);
    channel.on('data', (chunk: Buffer) => {
      keepStdout(chunk);
      options.onStdout?.(chunk);
    });
    channel.stderr.on('data', keep(stderr));
    channel.on('error', () => undefined);
    channel.stderr.on('error', () => undefined);
    channel.on('exit', (status: number | null, signal?: string) => {
      end = status === null ? { kind: 'signal', signal: signal ?? 'unknown' } : { kind: 'exit', status };
    });
    const finish = () => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), end });
    };
    const giveUp = () => {
      channel.destroy();
      finish();
    };
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(giveUp, options.timeoutMs);
    channel.on('close', finish);
    channel.end(options.stdin === undefined ? undefined : Buffer.from(options.stdin));
  });
}
