import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { jsonSchemas, loadRunbooks, starterRunbook } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { both } from '../../messages/words.ts';
import { EXIT, type Exit } from '../screen.ts';
import type { Session } from '../session.ts';

const ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/u;
/** Folders below the runbooks that hold something else. */
const TAKEN_FOLDER = /^(?:schema|fragments)\//u;

/** Writes a small runbook to begin with, its comments in the person's language, and the schemas that editors read. */
export async function newRunbook({
  args,
  screen,
  places,
}: Pick<Session, 'args' | 'screen' | 'places'>): Promise<Exit> {
  const [id = ''] = args.words;
  if (!ID.test(id) || TAKEN_FOLDER.test(id))
    throw new UsageError(
      `new: found "${id}", allowed: <folder>/<name> in small letters, digits and dashes, such as mail/move-server; the folders schema and fragments hold something else`,
      `new：「${id}」は使えません。「フォルダ/名前」の形で、小文字、数字、ハイフンだけを使ってください（例：mail/move-server）。フォルダ名 schema と fragments は使えません。`,
    );
  const file = join(places.runbooks, `${id}.yaml`);
  const other = existsSync(file) ? file : fileOf(places.runbooks, id);
  if (other !== null) {
    screen.data({ id, exists: other });
    screen.aside(
      both(
        `${id} exists already: ${other}. Nothing was written.`,
        `${id} はすでにあります（${other}）。何も書き込んでいません。`,
      ),
    );
    return EXIT.no;
  }
  mkdirSync(dirname(file), { recursive: true });
  // Never over a file that somebody made meanwhile.
  writeFileSync(file, starterRunbook(id, screen.language), { flag: 'wx' });
  const schemas = join(places.runbooks, 'schema');
  mkdirSync(schemas, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas()))
    if (!existsSync(join(schemas, name))) writeFileSync(join(schemas, name), text);
  screen.data({ id, file });
  screen.line(both(`Written: ${file}`, `書き出しました：${file}`));
  screen.line(both('Next, check and rehearse it:', '次に、検査とリハーサルをしてください：'));
  for (const next of [`check ${file}`, `rehearse ${id} --yes`]) {
    const line = `  npm run -s watari -- ${next}`;
    screen.line(both(line, line));
  }
  return EXIT.done;
}

/** The file of a runbook or variant of this name. */
const fileOf = (folder: string, id: string): string | null =>
  existsSync(folder) ? (loadRunbooks(folder).runbooks.find((one) => one.id === id)?.file ?? null) : null;
