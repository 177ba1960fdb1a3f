import { type Language, type PlannedOperation, type RunView, serviceName } from '#core/index.ts';

import { cardWords } from '../messages/card-words.ts';
import { afterAbort } from '../messages/left-behind.ts';
import { moveAskedIn } from '../messages/move-asked.ts';
import { nobodyAtWork } from '../messages/nobody-at-work.ts';
import { reportsOfAttempt, sessionsLines } from '../messages/progress.ts';
import { size } from '../messages/sessions-line.ts';
import { type NameOf, standingOf, stepInQuestion, stepsDone } from '../messages/standing.ts';
import { isLeftOpen, stepStanding } from '../messages/step-standing.ts';
import { between, clocksOf, duration, zonedClock } from '../messages/times.ts';
import { rehearsalMark } from '../messages/words.ts';
import { stepLines } from './plan-text.ts';

const WORDS = {
  en: {
    steps: 'Done: ',
    now: 'Now',
    ways: 'Ways on',
    down: 'down since',
    was: 'was down for',
    head: 'Journal',
    progress: 'Progress',
    longer: 'It takes longer than expected',
  },
  ja: {
    steps: '完了：',
    now: '現在',
    ways: '選べる操作',
    down: '停止中',
    was: '停止時間',
    head: 'ジャーナル',
    progress: '進み具合',
    longer: '想定より時間がかかっています',
  },
} as const;

/** Who reads, when and where: `now` is an instant to which durations are counted. */
export type Reading = {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: string;
  readonly name: NameOf;
};

/** Where a run stands, as lines for a terminal. */
export function statusLines(view: RunView, { language, timeZone, now, name }: Reading): string[] {
  const words = WORDS[language];
  const { state, plan } = view;
  const step = stepInQuestion(view);
  const standing = nobodyAtWork(view) ?? standingOf(view, name);
  const mark = state.target.kind === 'lab' ? `  ${rehearsalMark[language]}` : '';
  const closed = state.status !== 'open';
  const { at } = clocksOf([state.startedAt, ...state.downtime.map(({ from }) => from)], timeZone);
  return [
    `${view.run}  ${plan.title[language]} (${plan.runbook})${mark}`,
    `${words.steps}${stepsDone(view)[language]}   ${words.head} ${view.version} ${view.head.slice(0, 12)}   ${zonedClock(state.startedAt, timeZone)}`,
    ...state.downtime.map(({ service, from, to }) =>
      to === null
        ? `${serviceName(service)[language]}: ${words.down} ${at(from)} (${duration(between(from, now), language)})`
        : `${serviceName(service)[language]}: ${words.was} ${duration(between(from, to), language)}`,
    ),
    ...(closed || step === null
      ? []
      : ['', ...(moveLines(view, language) ?? stepLines(step, language, view.previews))]),
    ...progressLines(view, language, now),
    '',
    `${words.now}: ${standing.sentence[language]}`,
    ...afterAbort(view, { language, timeZone, name }),
    ...(standing.ways.length === 0 ? [] : [`${words.ways}: ${standing.ways.join(' | ')}`]),
  ];
}

/** In place of the step where users are to change their wave; null where nothing of the kind is asked. */
function moveLines(view: RunView, language: Language): string[] | null {
  const asked = moveAskedIn(view);
  if (asked === null) return null;
  const reason = view.state.asked?.reason ?? null;
  return [
    `      ${asked.title[language]}`,
    `      ${cardWords.move[language]}: ${asked.who[language]}`,
    `      ${cardWords.counts[language]}: ${asked.counts[language]}`,
    ...(reason === null ? [] : [`      ${cardWords.reason[language]}: ${reason}`]),
    `      ${cardWords.ifApproved[language]}: ${asked.does[language]}`,
    `      ${cardWords.notApproved[language]}: ${asked.doesNot[language]}`,
  ];
}

/** How far each job is, its last lines, and whether it takes longer than the runbook expects. */
export function progressLines(view: RunView, language: Language, now: string): string[] {
  if (view.state.status !== 'open' || view.state.phase.at !== 'running') return [];
  const words = WORDS[language];
  const together = sessionsLines(view, language).map((line) => `      ${words.progress}: ${line}`);
  const going = reportsOfAttempt(view).filter(({ ended }) => ended === undefined);
  // What a dozen sessions print at once, nobody reads.
  const lastLines = going.length > 1 ? 1 : 3;
  const each = going.flatMap((report) => {
    const elapsed = between(report.startedAt, now);
    const expected = expectedMinutes(view, report.operation);
    const session = report.session === null ? '' : `/${report.session}`;
    return [
      `      ${words.progress} ${report.operation}${session}: ${duration(elapsed, language)}, ${size(report.bytes)}`,
      ...(expected !== null && elapsed > expected * 60_000
        ? [`        ${words.longer} (${duration(expected * 60_000, language)})`]
        : []),
      ...report.tail.slice(-lastLines).map((line) => `        | ${line}`),
    ];
  });
  return [...together, ...each];
}

function expectedMinutes(view: RunView, operation: string): number | null {
  const planned: readonly PlannedOperation[] = [...(view.step?.operations ?? []), ...(view.step?.undo ?? [])];
  const found = planned.find(({ id }) => id === operation);
  return found?.verb === 'ssh' || found?.verb === 'stream' ? found.expectedMinutes : null;
}

/** Every step with its result, one a line. */
export const resultLines = (view: RunView, language: Language): string[] =>
  view.plan.steps.map((step, index) => {
    const { text } = stepStanding(view, index);
    const current =
      (view.step?.id === step.id && view.state.status === 'open') || isLeftOpen(view, step.id) ? '>' : ' ';
    return `${current}${step.number.padStart(4)}  ${text[language]}  ${step.title[language]}`;
  });
