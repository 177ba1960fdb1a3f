import { type Language, placeOf, type RunView } from '#core/index.ts';

import { code, plain, section, escape, type View } from './blocks.ts';
import { placeOfRun, write } from './question-value.ts';
import { aboutStep } from './standing.ts';
import { both } from './words.ts';

const words = {
  title: both('End the jobs', 'ジョブの終了'),
  submit: both('End them now', '終了させる'),
  close: both('Let them run', '終了しない'),
  what: both('This is ended now:', '次のコマンドを、いますぐ終了させます。'),
  whatOn: (host: string) =>
    both(`This is ended now, on ${host}:`, `${host} の次のコマンドを、いますぐ終了させます。`),
  nothing: both('The step stops before its next operation.', '手順は、次の操作の前で止まります。'),
  afterwards: both(
    'What it has changed so far stays, perhaps half done. The step stops as failed, and your name is recorded with it. Somebody then decides: retry, settle or skip.',
    'ここまでに加えた変更は、途中の状態でも残ります。手順は失敗として止まり、あなたの名前が記録されます。その後は、再試行、確定、スキップのいずれかを選びます。',
  ),
} as const;

/** Asks once more before jobs are ended: which command, where, and what becomes of it. No confirmation dialogue: not every Slack client shows one. */
export function cancelForm(view: RunView, language: Language): View {
  const { state, step } = view;
  const id = state.operations.find((operation) => operation.state === 'started')?.id;
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find((one) => one.id === id);
  const host = planned === undefined ? null : placeOf(planned);
  const command = planned?.command ?? null;
  const what = command === null ? words.nothing : host === null ? words.what : words.whatOn(host);
  return {
    type: 'modal',
    callback_id: 'cancel',
    private_metadata: write(placeOfRun(view)),
    title: { type: 'plain_text', text: words.title[language] },
    submit: { type: 'plain_text', text: words.submit[language] },
    close: { type: 'plain_text', text: words.close[language] },
    blocks: [
      section(escape(aboutStep(view, step?.id ?? '')[language])),
      plain(what[language]),
      ...(command === null ? [] : code(command).slice(0, 1)),
      plain(words.afterwards[language]),
    ],
  };
}
