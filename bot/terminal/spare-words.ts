import { type Arguments, UsageError } from '../arguments.ts';
import { COMMANDS } from '../commands.ts';
import { both } from '../messages/words.ts';

/**
 * A word where a command takes none must not be passed over: `approve sims-0002` would approve in the only open run,
 * which is another one. @throws UsageError that says what may stand there
 */
export function refuseSpareWords({ command, words }: Pick<Arguments, 'command' | 'words'>): void {
  const usage = COMMANDS.find(({ name }) => name === command)?.usage;
  const [spare] = words;
  if (usage === undefined || spare === undefined || takesWords(usage)) return;
  if (/^[a-z]+-\d+$/u.test(spare))
    throw new UsageError(
      `${command}: found "${spare}", allowed: options alone. Which run is meant is said by --run ${spare}. Nothing was done.`,
      `${command}：「${spare}」は指定できません。対象の実行は --run ${spare} と指定してください。何も行っていません。`,
    );
  const allowed =
    usage === ''
      ? both('options alone', '付けられるのはオプションだけです。')
      : both(usage, `書き方は ${command} ${usage} です。`);
  throw new UsageError(
    `${command}: found "${spare}", allowed: ${allowed.en}. Nothing was done.`,
    `${command}：「${spare}」は指定できません。${allowed.ja}何も行っていません。`,
  );
}

/** `[--not-done] --note "…"` takes none, `done|not-done --reason "…"` does. */
const takesWords = (usage: string): boolean =>
  usage
    .replaceAll(/\[--[^\]]*\]…?/gu, '')
    .replaceAll(/--\S+(?: \S+)?/gu, '')
    .trim() !== '';
