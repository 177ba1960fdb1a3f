import {
  type Language,
  operationName,
  type PlannedOperation,
  type RunView,
  sessionsProgress,
} from '#core/index.ts';

import { code, context, escape, type KnownBlock } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { sessionsLine, size } from './sessions-line.ts';
import { between, duration } from './times.ts';

const LAST_LINES = 3;

/**
 * How far each job is; of a step that stopped, what it said last. No clock of our own: the time of the last report is the
 * newest that we know.
 */
export function progressBlocks(view: RunView, language: Language): KnownBlock[] {
  const { phase, status } = view.state;
  const reports = reportsOfAttempt(view);
  const tail = code((reports.at(-1)?.tail.slice(-LAST_LINES) ?? []).join('\n')).slice(0, 1);
  const together = sessionsLines(view, language);
  if (phase.at === 'idle') return [];
  if (status !== 'open' || phase.at !== 'running')
    return [...together.map((line) => context(escape(line))), ...lastLines(view, tail, language)];
  const planned = operationsAtCursor(view);
  const going = reports.filter(({ ended }) => ended === undefined);
  const lines = going.map((report) => {
    const session = report.session === null ? '' : ` #${report.session}`;
    const elapsed = between(report.startedAt, report.updatedAt);
    const expected = expectedMs(planned.find(({ id }) => id === report.operation));
    const late = elapsed > expected ? ` *${cardWords.longer[language]}*` : '';
    const name = operationName(report.operation)[language];
    return `${escape(name + session)}  ${duration(elapsed, language)}  ${size(report.bytes)}${late}`;
  });
  const all = [...together.map((line) => escape(line)), ...lines];
  return [...(all.length === 0 ? [] : [context(all.join('\n'))]), ...tail];
}

/** What an earlier attempt printed says nothing of this one. */
export const reportsOfAttempt = ({ state, progress }: RunView): RunView['progress'] =>
  progress.filter(({ claim }) => claim === undefined || claim === state.claimed?.claim);

function lastLines(view: RunView, tail: readonly KnownBlock[], language: Language): KnownBlock[] {
  if (tail.length > 0) return [context(cardWords.lastLines[language]), ...tail];
  const isOlder = view.progress.some(({ tail: lines }) => lines.length > 0);
  return isOlder ? [context(cardWords.noLines[language])] : [];
}

/** Operations of the step that the run is at, or was at when it was aborted. */
const operationsAtCursor = ({ plan, state }: RunView): readonly PlannedOperation[] => {
  const step = plan.steps[state.cursor];
  return [...(step?.operations ?? []), ...(step?.undo ?? [])];
};

/** For each operation in sessions that has begun: how far they are together. */
export const sessionsLines = (view: RunView, language: Language): readonly string[] =>
  operationsAtCursor(view).flatMap((operation) => {
    const { state, progress } = view;
    if (!progress.some((report) => report.operation === operation.id)) return [];
    const before = state.operations.find(({ id }) => id === operation.id)?.sessionsDone ?? [];
    const together = sessionsProgress(operation, progress, before);
    return together === null ? [] : [sessionsLine(together, language)];
  });

/** Only a command can say how long it should take. */
const expectedMs = (operation: PlannedOperation | undefined): number =>
  (operation?.verb === 'ssh' || operation?.verb === 'stream') && operation.expectedMinutes !== null
    ? operation.expectedMinutes * 60_000
    : Number.POSITIVE_INFINITY;
