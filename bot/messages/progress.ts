import { type Language, operationName, type PlannedOperation, type RunView } from '#core/index.ts';

import { code, context, escape, type KnownBlock } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { between, duration } from './times.ts';

const LAST_LINES = 3;

/**
 * How far each job is; of a step that stopped, what it said last. No clock of our own: the time of the last report is the
 * newest that we know.
 */
export function progressBlocks(view: RunView, language: Language): KnownBlock[] {
  const tail = code((view.progress.at(-1)?.tail.slice(-LAST_LINES) ?? []).join('\n')).slice(0, 1);
  if (view.state.phase.at === 'stopped' || view.state.phase.at === 'lost')
    return tail.length === 0 ? [] : [context(cardWords.lastLines[language]), ...tail];
  if (view.state.phase.at !== 'running') return [];
  const planned = [...(view.step?.operations ?? []), ...(view.step?.undo ?? [])];
  const lines = view.progress.map((report) => {
    const session = report.session === null ? '' : ` #${report.session}`;
    const elapsed = between(report.startedAt, report.updatedAt);
    const expected = expectedMs(planned.find(({ id }) => id === report.operation));
    const late = elapsed > expected ? ` *${cardWords.longer[language]}*` : '';
    const name = operationName(report.operation)[language];
    return `${escape(name + session)}  ${duration(elapsed, language)}  ${size(report.bytes)}${late}`;
  });
  return [...(lines.length === 0 ? [] : [context(lines.join('\n'))]), ...tail];
}

/** Only a command can say how long it should take. */
const expectedMs = (operation: PlannedOperation | undefined): number =>
  operation?.verb === 'ssh' && operation.expectedMinutes !== null
    ? operation.expectedMinutes * 60_000
    : Number.POSITIVE_INFINITY;

/** Bytes of output, in the largest unit that leaves at least one. */
function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'] as const;
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return unit === 0 ? `${bytes} B` : `${(bytes / 1000 ** unit).toFixed(1)} ${units[unit] ?? 'B'}`;
}
