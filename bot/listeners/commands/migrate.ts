import { refusal } from '#core/index.ts';

import { type Ephemeral, refused } from '../../answers.ts';
import { type Arguments, parseArguments, UsageError } from '../../arguments.ts';
import { allowed, visitor } from '../../desk.ts';
import { escape } from '../../messages/blocks.ts';
import { both, failedSentence } from '../../messages/words.ts';
import { typedWords } from '../../typed-words.ts';
import type { Parts } from '../parts.ts';
import type { Subcommand, Typed } from './subcommand.ts';

/** `/migrate …`: acknowledge, translate, ask the core, answer the person alone. */
export function listenToMigrate(
  { app, desk }: Parts,
  subcommands: Readonly<Record<string, Subcommand>>,
): void {
  app.command('/migrate', async ({ ack, command, client, respond }) => {
    await ack();
    const who = await visitor(desk, client, command.team_id, command.user_id);
    const tell = async (answer: Ephemeral | null) => {
      if (answer !== null) await respond({ ...answer, response_type: 'ephemeral' });
    };
    if (!allowed(desk, command.team_id, command.channel_id))
      return tell(refused(refusal('channel-not-allowed'), who.language, desk.settings));
    try {
      const args = parseArguments(typedWords(command.text));
      const place = { desk, who, client, channel: command.channel_id, trigger: command.trigger_id };
      await tell(await answerTyped(subcommands, { ...place, args }));
    } catch (error) {
      if (!(error instanceof UsageError)) desk.log('/migrate', error);
      const said = error instanceof UsageError ? both(error.message, error.ja) : failedSentence;
      await tell({ text: escape(said[who.language]) });
    }
    return undefined;
  });
}

function answerTyped(
  subcommands: Readonly<Record<string, Subcommand>>,
  typed: Typed,
): Promise<Ephemeral | null> | Ephemeral {
  const { command }: Arguments = typed.args;
  const subcommand = Object.hasOwn(subcommands, command) ? subcommands[command] : undefined;
  refuseTerminalOptions(typed.args);
  if (subcommand !== undefined) return subcommand(typed);
  const known = Object.keys(subcommands).join(', ');
  const unknown = both(
    `/migrate ${command}: unknown. Known: ${known}.`,
    `/migrate ${command} というコマンドはありません。使えるコマンド：${known}。`,
  );
  return { text: escape(unknown[typed.who.language]) };
}

/** In Slack a command acts as whoever typed it, on the run of its channel. An option that says otherwise must not be passed over. */
function refuseTerminalOptions({ as, run, lab, json, yes, faults, fingerprint, seed }: Arguments): void {
  const given = Object.entries({ as, run, lab, json, yes, faults, fingerprint, seed })
    .filter(([, value]) => value !== null && value !== false)
    .map(([name]) => `--${name}`)
    .join(', ');
  if (given === '') return;
  throw new UsageError(
    `/migrate: ${given} is for the terminal. In Slack a command acts as you, on the run of this channel. Nothing was done.`,
    `/migrate：${given} はターミナル用です。Slack のコマンドは、入力した本人として、このチャンネルの実行を操作します。何も行っていません。`,
  );
}
