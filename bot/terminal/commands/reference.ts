import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { jsonSchemas, RULES } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { both } from '../../messages/words.ts';
import { reference as describeAll } from '../../reference.ts';
import { EXIT, type Exit, type Screen } from '../screen.ts';
import type { Session } from '../session.ts';

/** What a runbook may say, and what `check` holds it to; `schema` writes the JSON Schema that editors use. */
export async function reference({
  args,
  screen,
  places,
}: Pick<Session, 'args' | 'screen' | 'places'>): Promise<Exit> {
  const [what] = args.words;
  if (what === 'schema') return writeSchemas(screen, join(places.runbooks, 'schema'));
  if (what !== undefined)
    throw new UsageError(
      `reference: found "${what}", allowed: schema, or nothing`,
      `reference：「${what}」は使えません。schema を指定するか、何も付けないでください。`,
    );
  const everything = describeAll();
  screen.data(everything);
  screen.line(both('Verbs of do, verify and undo:', 'do、verify、undo に書く操作：'));
  for (const { verb, does } of everything.verbs)
    screen.line(both(`  ${verb.padEnd(8)}  ${does.en}`, `  ${verb.padEnd(8)}  ${does.ja}`));
  screen.line('');
  screen.line(both('What check holds a runbook to:', 'check の規則：'));
  const width = Math.max(...RULES.map(({ name }) => name.length));
  for (const { name, description } of RULES)
    screen.line(
      both(`  ${name.padEnd(width)}  ${description.en}`, `  ${name.padEnd(width)}  ${description.ja}`),
    );
  return EXIT.done;
}

function writeSchemas(screen: Screen, folder: string): Exit {
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(jsonSchemas()).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
  screen.data({ files });
  for (const file of files) screen.line(both(`Written: ${file}`, `書き出しました：${file}`));
  return EXIT.done;
}
