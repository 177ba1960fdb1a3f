import type { Localized, RunView } from '#core/index.ts';

import { type Standing, workByHand } from './standing.ts';
import { both } from './words.ts';

/** Whether there is something to carry on and no process that holds the run: the one that began it has ended. */
function waitsForProcess(view: RunView): boolean {
  const { state, holder } = view;
  if (state.status !== 'open' || holder !== null || workByHand(view) !== null) return false;
  if (state.phase.at === 'running') return true;
  const { asked, paused } = state;
  const asks = asked?.question.asks;
  return (
    asked !== null &&
    paused === null &&
    (asks === 'carry-out' || asks === 'undo') &&
    asked.approvedBy.length >= asked.required
  );
}

/**
 * Said instead of where the run stands while nobody is at work on it: that, and how it goes on. Only for who looks just now:
 * a message that stays would be wrong as soon as a process takes the run.
 */
export function nobodyAtWork(view: RunView): Standing | null {
  if (!waitsForProcess(view)) return null;
  const { state } = view;
  const what =
    state.phase.at === 'running'
      ? both(
          'A step has begun, and nobody is at work on it: the process that carried it out has ended. What it started on the hosts is looked for first; nothing runs twice.',
          '手順に着手したあと、実行していたプロセスが終了したため、いまは誰も進めていません。再開時には、ホストで始まっている処理をまず探すため、二重に実行されることはありません。',
        )
      : both(
          'The step is approved, and nobody is at work on it: no bot and no terminal carries this run out.',
          '手順は承認済みですが、進めるプロセス（ボットやターミナル）が動いていません。',
        );
  const { how, ways } = waysOf(view);
  return { sentence: both(`${what.en} ${how.en}`, `${what.ja}${how.ja}`), ways };
}

function waysOf({ run, state }: RunView): { readonly how: Localized; readonly ways: readonly string[] } {
  const byBot = both(
    'It goes on by itself once the bot runs (npm start).',
    'ボットを起動すると（npm start）、自動的に続きから進みます。',
  );
  if (state.target.kind === 'lab' && state.channel === null)
    return {
      how: both(
        `It goes on with: npm run -s watari -- rehearse --run ${run} --yes`,
        `続けるには：npm run -s watari -- rehearse --run ${run} --yes`,
      ),
      ways: [`rehearse --run ${run} --yes`, 'abort --reason "…"'],
    };
  if (state.target.kind === 'lab') return { how: byBot, ways: ['npm start'] };
  return {
    how: both(
      `${byBot.en} To go on in this terminal: next-step.`,
      `${byBot.ja}このターミナルで続けるには、next-step と入力します。`,
    ),
    ways: ['next-step', 'cancel', 'abort --reason "…"'],
  };
}
