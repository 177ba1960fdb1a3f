import { type Asks, refusal } from '#core/index.ts';

import { refused } from '../../answers.ts';
import { nameIn, runOfChannel } from '../../desk.ts';
import { abortForm } from '../../messages/abort-form.ts';
import { clip, escape, LONGEST } from '../../messages/blocks.ts';
import { confirmations } from '../../messages/confirmations.ts';
import { unchangedSentence } from '../../messages/unchanged.ts';
import { wavesOf } from '../../messages/waves-text.ts';
import { both } from '../../messages/words.ts';
import { moveIn } from '../../typed-move.ts';
import { aboutRun, forPeople, onRun, reasonIn, type Subcommand } from './subcommand.ts';

const asking = (asks: Asks, told: Parameters<typeof onRun>[1] = {}): Subcommand =>
  onRun(({ desk, args }, run, by) => desk.engine.ask(run, asks, by, reasonIn(args) || undefined), told);

export const nextStep = asking('carry-out');
export const skip = asking('skip', { example: 'skip' });
export const undo = asking('undo', { example: 'undo' });
export const resume = asking('resume', { said: confirmations.resume });
export const retry = onRun(({ desk }, run, by) => desk.engine.ask(run, 'carry-out', by, undefined, true));

const settleHow = both(
  'settle: say done or not-done, and why. Example: settle done --reason "the queue is empty"',
  'settle：done か not-done と、理由を指定してください（例：settle done --reason "キューは空"）。',
);
/** `settle done …` or `settle not-done …`. */
export const settle: Subcommand = async (typed) => {
  const [verdict, ...words] = typed.args.words;
  if (verdict !== 'done' && verdict !== 'not-done') return { text: settleHow[typed.who.language] };
  const asks = verdict === 'done' ? 'settle-done' : 'settle-not-done';
  return asking(asks, { example: `settle ${verdict}` })({
    ...typed,
    args: { ...typed.args, words },
  });
};

export const approve = onRun(({ desk }, run, by) => desk.engine.approve(run, null, by));
export const reject = onRun(({ desk, args }, run, by) => desk.engine.reject(run, null, reasonIn(args), by), {
  example: 'reject',
});
export const confirm = onRun(
  ({ desk, args }, run, by) => desk.engine.confirm(run, !args.notDone, reasonIn(args), by),
  { example: 'confirm' },
);
export const cancel = onRun(({ desk }, run, by) => desk.engine.cancel(run, by), {
  said: confirmations.cancel,
});
export const note = onRun(({ desk, args }, run, by) => desk.engine.note(run, reasonIn(args), by), {
  example: 'note',
  said: confirmations.note,
});
export const pause = onRun(({ desk, args }, run, by) => desk.engine.pause(run, reasonIn(args), by), {
  example: 'pause',
  said: confirmations.pause,
});

/** Opens the form that asks once more: nothing ends before it is sent. */
export const abort = forPeople(async ({ desk, args, who: { language }, client, channel, trigger }) => {
  const view = await runOfChannel(desk, channel);
  if (view === null) return refused(refusal('no-open-run'), language, desk.settings);
  if (view.state.aborting !== null) return { text: unchangedSentence('already-aborting')[language] };
  const { timeZone } = desk.settings;
  const reader = { language, timeZone, name: nameIn(desk.people) };
  await client.views.open({ trigger_id: trigger, view: abortForm(view, reasonIn(args), reader) });
  return null;
});

/** Who is in which wave; `waves move …` asks to move users to a later one. */
export const waves: Subcommand = async (typed) => {
  const [first = ''] = typed.args.words;
  if (first === 'move') {
    const move = moveIn(typed.args);
    return onRun(({ desk, args }, run, by) => desk.engine.moveUsers(run, move, by, args.reason ?? ''))(typed);
  }
  if (first !== '') return { text: escape(wavesHow[typed.who.language]) };
  return whoIsWhere(typed);
};

/** Names of users: for those alone who belong to somebody. */
const whoIsWhere = forPeople((typed) =>
  aboutRun(async ({ who }, view) => ({
    text: clip(
      wavesOf(view)
        .map((line) => escape(line[who.language]))
        .join('\n'),
      LONGEST.text,
    ),
  }))(typed),
);

const wavesHow = both(
  'waves: nothing behind it, or move. Waves are made from the directory in the terminal: npm run -s watari -- waves <runbook>',
  'waves：そのまま使うか、move を付けてください。ディレクトリからのウェーブの作成は、ターミナルで行います（npm run -s watari -- waves <ランブック>）。',
);
