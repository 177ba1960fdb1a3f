import type { RunView } from '#core/index.ts';

import { clip, LONGEST, plain, section, type View } from './blocks.ts';
import { leftBehind, type Reader } from './left-behind.ts';
import { placeOfRun, write } from './question-value.ts';
import { both, rehearsalPrefix } from './words.ts';

const words = {
  title: both('Abort the run', '実行の中止'),
  submit: both('Abort for good', '中止する'),
  close: both('Go back', '中止しない'),
  reason: both('Why (goes into the journal)', '理由（ジャーナルに記録されます）'),
  means: both(
    'An abort is final: the run cannot be resumed. It is recorded at once, in your name, and nobody else has to approve it. Nothing that was done is undone, and services that are down stay down until somebody brings them up by hand.',
    '中止は取り消せません。中止した実行は再開できません。送信するとすぐに、あなたの名前で記録されます。ほかの人の承認は要りません。済んだ手順は元に戻らず、停止しているサービスは、誰かが手作業で再開するまで停止したままです。',
  ),
  running: both(
    'A step is being carried out. The operation under way ends by itself; nothing begins after it. To end it at once, end its jobs (cancel) as well.',
    '手順を実行中です。実行中の操作は最後まで動き、そのあとは何も始まりません。すぐに終わらせるには、ジョブも終了させてください（cancel）。',
  ),
  pause: both(
    'To stop for a while only, use pause instead.',
    '一時的に止めるだけなら、pause を使ってください。',
  ),
} as const;

/** Asks once more before a run is ended for good: what an abort means, and what it would leave as it is. */
export function abortForm(view: RunView, reason: string, reader: Reader): View {
  const { language } = reader;
  const mark = rehearsalPrefix(view)[language];
  const means = [words.means, ...(view.state.phase.at === 'running' ? [words.running] : []), words.pause].map(
    (text) => text[language],
  );
  const initial = reason === '' ? {} : { initial_value: clip(reason, LONGEST.text) };
  return {
    type: 'modal',
    callback_id: 'abort',
    private_metadata: write(placeOfRun(view)),
    title: { type: 'plain_text', text: clip(words.title[language], LONGEST.title) },
    submit: { type: 'plain_text', text: words.submit[language] },
    close: { type: 'plain_text', text: words.close[language] },
    blocks: [
      section(`${mark}\`${view.run}\``),
      ...means.map(plain),
      ...leftBehind(view, reader).map(plain),
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: words.reason[language] },
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: LONGEST.text,
          ...initial,
        },
      },
    ],
  };
}
