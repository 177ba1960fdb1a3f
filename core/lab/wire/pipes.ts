import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The two ends of an anonymous pipe, as descriptors of this process (closed on exec unless handed over). */
export type Pipe = { readonly read: number; readonly write: number };

const BATCH = 40;
const ENOUGH = 24;

// Makes pipes, says their descriptors, and holds them until its input ends.
const PROGRAM = `$^F = 1000; $| = 1;
for (1..${BATCH}) { pipe(my $r, my $w) or die; push @keep, $r, $w; print fileno($r), " ", fileno($w), "\\n" }
print "all\\n"; <STDIN>;`;

/**
 * True pipes for a child's standard streams, as sshd gives them. Node has no pipe(2) and gives socket pairs, with which
 * `cat /dev/stdin` fails and an unread byte turns an end of file into an error. A FIFO would block who opens it again.
 */
export class Pipes {
  readonly #ready: Pipe[] = [];
  #making: Promise<void> | null = null;

  /** Makes sure that there are some; once, before the first is taken. */
  async fill(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    await this.#making;
  }

  /** A pipe, or `null` when they run out faster than they are made: take Node's socket pair then. */
  take(): Pipe | null {
    const pipe = this.#ready.pop() ?? null;
    if (this.#ready.length < ENOUGH) void this.fill();
    return pipe;
  }

  #make(): Promise<void> {
    const helper = spawn('perl', ['-e', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve) => {
      helper.once('error', () => resolve());
      helper.once('exit', () => resolve());
      helper.stdin.on('error', () => {});
      createInterface({ input: helper.stdout }).on('line', (line) => {
        const [read, write] = line.split(' ').map((word) => `/proc/${helper.pid}/fd/${word}`);
        if (read === undefined || write === undefined) helper.stdin.end();
        else this.#ready.push({ read: openSync(read, 'r'), write: openSync(write, 'w') });
      });
    });
  }
}
