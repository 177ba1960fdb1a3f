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
  const tail = code((view.progress.at(-1)?.tail.slice(-LAST_LINES) ?? []).join('\n')).slice(0, 1);
  const together = sessionsLines(view, language);
  if (view.state.phase.at === 'stopped' || view.state.phase.at === 'lost')
    return [
      ...together.map((line) => context(escape(line))),
      ...(tail.length === 0 ? [] : [context(cardWords.lastLines[language]), ...tail]),
    ];
  if (view.state.phase.at !== 'running') return [];
  const planned = [...(view.step?.operations ?? []), ...(view.step?.undo ?? [])];
  const going = view.progress.filter(({ ended }) => ended === undefined);
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

/** For each operation in sessions that has begun: how far they are together. */
export const sessionsLines = ({ step, state, progress }: RunView, language: Language): readonly string[] =>
  [...(step?.operations ?? []), ...(step?.undo ?? [])].flatMap((operation) => {
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
