import type { App } from '@slack/bolt';

import { refused } from '../../answers.ts';
import { parseArguments, UsageError } from '../../arguments.ts';
import { commandNames } from '../../commands.ts';
import { allowed, type Desk, visitor } from '../../desk.ts';
import { both } from '../../messages/words.ts';
import { typedWords } from '../../typed-words.ts';
import { SUBCOMMANDS } from './subcommands.ts';

/** `/migrate …`: acknowledge, translate, ask the core, answer. */
export function listenToMigrate(app: App, desk: Desk): void {
  app.command('/migrate', async ({ ack, command, client, respond }) => {
    await ack();
    const who = await visitor(desk, client, command.team_id, command.user_id);
    const tell = async (answer: { text: string } | null) => {
      if (answer !== null) await respond({ ...answer, response_type: 'ephemeral' });
    };
    if (!allowed(desk, command.team_id, command.channel_id))
      return tell(refused({ code: 'channel-not-allowed', values: {} }, who.language));
    try {
      const args = parseArguments(typedWords(command.text));
      const subcommand = SUBCOMMANDS[args.command];
      if (subcommand === undefined) {
        const known = commandNames('slack').join(', ');
        return await tell({
          text: both(
            `/migrate ${args.command}: unknown. Known: ${known}.`,
            `/migrate ${args.command} というコマンドはありません。使えるコマンド：${known}。`,
          )[who.language],
        });
      }
      await tell(
        await subcommand({
          desk,
          args,
          who,
          client,
          channel: command.channel_id,
          trigger: command.trigger_id,
        }),
      );
    } catch (error) {
      if (error instanceof UsageError)
        return await tell({ text: who.language === 'ja' ? error.ja : error.message });
      desk.log(`/migrate ${command.text.split(' ')[0] ?? ''}`, error);
      await tell({
        text: both(
          'Watari could not do this: its own machinery failed. Nothing was recorded twice; the operator finds the cause in the log.',
          'Watari 内部の不具合により、この操作を完了できませんでした。二重の記録はありません。原因は運用担当者がログで確認できます。',
        )[who.language],
      });
    }
    return undefined;
  });
}
