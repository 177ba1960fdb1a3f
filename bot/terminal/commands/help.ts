import { type CommandHelp, COMMANDS, commandNames } from '../../commands.ts';
import { both } from '../../messages/words.ts';
import { EXIT, type Exit, type Screen } from '../screen.ts';

const TYPED = 'npm run -s watari --';

/** Every command with its usage, or one of them. */
export async function help(screen: Screen, wanted: string | null): Promise<Exit> {
  const here = commandNames('terminal');
  const shown: readonly CommandHelp[] = COMMANDS.filter(({ name }) =>
    wanted === null ? here.includes(name) : name === wanted,
  );
  screen.data(wanted === null ? COMMANDS : shown);
  for (const { name, usage, does } of shown) {
    screen.line(`${wanted === null ? '' : `${TYPED} `}${name} ${usage}`.trim());
    screen.line(both(`    ${does.en}`, `    ${does.ja}`));
  }
  screen.line('');
  screen.line(
    both(
      'Options: --json --lang en|ja --run ID --lab NAME --as PERSON (rehearsals alone)',
      'オプション：--json、--lang en|ja、--run ID、--lab 名前、--as 人（リハーサルのみ）',
    ),
  );
  if (wanted === null) screen.line(both(`Typed as: ${TYPED} <command>`, `入力するとき：${TYPED} <コマンド>`));
  return EXIT.done;
}
