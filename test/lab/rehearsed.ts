import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { z } from 'zod';

import { CommandLine, type Ended } from '#test/live/command-line.ts';

const door = z.strictObject({
  run: z.string(),
  status: z.string(),
  lab: z.string(),
  /** As they were thrown in, where chance chose them too. */
  faults: z.array(z.string()),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string(),
      outcome: z.string(),
      attempts: z.int(),
      ms: z.number(),
    }),
  ),
});

/** A rehearsal by the real command, in a data folder of its own. */
export type Rehearsed = AsyncDisposable &
  Ended & {
    readonly line: CommandLine;
    readonly seconds: number;
    /** What it said on stdout; null if that is nothing. */
    readonly said: z.infer<typeof door> | null;
    /** What it and its hosts said besides: what a failed test shows. */
    readonly told: string;
  };

export const SIMS_OFFLINE = 'iplanet/sims-offline';

/** `environment`: WATARI_RUNBOOKS for instance. Disposing removes all of it. */
export async function rehearse(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  runbook = SIMS_OFFLINE,
): Promise<Rehearsed> {
  const line = new CommandLine();
  const began = performance.now();
  const words = ['rehearse', runbook, '--yes', '--json', '--lang', 'en', '--size', 'small', ...options];
  const ended = await line.runWith(environment, ...words);
  return {
    ...ended,
    told: consoles(line.data) + ended.err,
    line,
    seconds: (performance.now() - began) / 1000,
    said: ended.out === '' ? null : (door.safeParse(JSON.parse(ended.out)).data ?? null),
    [Symbol.asyncDispose]: async () => line.remove(),
  };
}

/** What the lab's hosts said of themselves, which is nothing where all is well. */
const consoles = (data: string): string =>
  globSync('lab/*/hosts/*/console.log', { cwd: data })
    .map((file) => ({ file, text: readFileSync(join(data, file), 'utf8') }))
    .map(({ file, text }) => (text === '' ? '' : `${file}\n${text}\n`))
    .join('');

/** The lab that a rehearsal leaves. */
export class LeftLab {
  readonly dir: string;
  readonly root: string;

  constructor(dir: string) {
    this.dir = dir;
    this.root = join(dir, 'hosts/mail.siroe.com/root');
  }

  /** Arguments of every run of a stand-in, oldest first; passwords given with -w are masked. */
  runs(standIn: string): readonly string[] {
    const file = join(this.dir, 'hosts/mail.siroe.com/state/runs', standIn);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  }

  get password(): string {
    return readFileSync(join(this.dir, 'keys/directory-manager'), 'utf8');
  }

  /** What is left in the folder where jobs live, but for tombstones. */
  get spool(): readonly string[] {
    const spool = join(this.root, 'var/tmp/watari-root');
    const isTombstone = (name: string): boolean =>
      !name.startsWith('id.') &&
      readdirSync(join(spool, name)).every((file) => file === 'go' || file === 'gone');
    return readdirSync(spool).filter((name) => !isTombstone(name));
  }

  /** The bytes of every file of /var/tmp. */
  get temporary(): Buffer {
    const folder = join(this.root, 'var/tmp');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
  }
}

/** Every value of every table of a journal: a value that lies over two pages of the file is whole here. */
export function journalBytes(data: string): Buffer {
  using database = new DatabaseSync(join(data, 'journal.sqlite'), { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const values = tables.flatMap(({ name }) =>
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .flatMap((row) => Object.values(row)),
  );
  return Buffer.concat(
    values.map((value) =>
      value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(`${String(value)}\n`),
    ),
  );
}

/** How a secret may look where somebody encoded what holds it. */
export const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((before) =>
    // Behind other bytes the letters differ; those at the ends depend on the neighbours.
    Buffer.concat([Buffer.alloc(before, 120), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, bytes.toString('hex'), encodeURIComponent(secret), ...inBase64];
};
