import { type Language, type Localized, type RunView, serviceName } from '#core/index.ts';

import { labelled } from './blocks.ts';
import { type NameOf, whyOpen } from './phase-sentence.ts';
import { stepName } from './standing.ts';
import { stepStanding } from './step-standing.ts';
import { clocksOf } from './times.ts';
import { both } from './words.ts';

const leftWords = {
  at: both('Aborted at', '中止した時刻'),
  open: both('Step that stood open', '途中の手順'),
  down: both('Services that are down', '停止しているサービス'),
  done: both('Steps done and not undone', '完了済みで、取り消していない手順'),
} as const;

/** Whoever reads, and in which zone. */
export type Reader = { readonly language: Language; readonly timeZone: string; readonly name: NameOf };

/** Services that are down at the moment, each since when; null where all are up. */
export function downNow({ state }: RunView, { language, timeZone }: Reader): string | null {
  const down = state.downtime.filter(({ to }) => to === null);
  const { at } = clocksOf([state.startedAt, ...down.map(({ from }) => from)], timeZone);
  const since = (from: string) => (language === 'ja' ? `（${at(from)} から）` : ` (since ${at(from)})`);
  const named = down.map(({ service, from }) => `${serviceName(service)[language]}${since(from)}`);
  return named.length === 0 ? null : named.join(language === 'ja' ? '、' : ', ');
}

/** What became of the step at the cursor, if anything did: "6 Install the server: failed, 0 of 2 operations done". */
export function stepLeftOpen(view: RunView, { name }: Pick<Reader, 'name'>): Localized | null {
  const { state, plan } = view;
  const step = plan.steps[state.cursor];
  if (step === undefined || state.phase.at === 'idle') return null;
  const [named, { text }] = [stepName(step), stepStanding(view, state.cursor)];
  const why = whyOpen(view, name);
  const said = why === null ? both('', '') : both(`. ${why.en}`, `。${why.ja}`);
  return both(`${named.en}: ${text.en}${said.en}`, `${named.ja}：${text.ja}${said.ja}`);
}

/** What an abort leaves, or would leave, behind: the open step, services that are down, steps that stay done. */
export function leftBehind(view: RunView, reader: Reader): string[] {
  const { language } = reader;
  const [open, down] = [stepLeftOpen(view, reader), downNow(view, reader)];
  const done = view.plan.steps
    .filter((_, index) => ['succeeded', 'settled-done'].includes(view.state.results[index]?.result ?? ''))
    .map(({ number }) => number);
  const none = language === 'ja' ? 'なし' : 'none';
  return [
    ...(open === null ? [] : [labelled(leftWords.open, open[language], language)]),
    labelled(leftWords.down, down ?? none, language),
    labelled(leftWords.done, done.length === 0 ? none : done.join(', '), language),
  ];
}

/** Of an aborted run: when, and what it left behind. Nothing of any other. */
export function afterAbort(view: RunView, reader: Reader): string[] {
  const { state } = view;
  if (state.status !== 'aborted') return [];
  const { language, timeZone } = reader;
  const { at } = clocksOf([state.startedAt, state.endedAt], timeZone);
  return [labelled(leftWords.at, at(state.endedAt), language), ...leftBehind(view, reader)];
}
