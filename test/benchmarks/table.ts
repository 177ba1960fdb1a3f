import type { Comparison } from './comparison.ts';

const HEADINGS = ['benchmark', 'ours', 'p95', 'peer', 'median', 'p95', 'unit', 'ratio', 'goal'];

/** The comparisons for people, in columns; reasons below. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = [HEADINGS, ...comparisons.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const reasons = comparisons.flatMap(({ benchmark, reason }) =>
    reason === null ? [] : [`${benchmark}: ${reason}`],
  );
  const measures = new Map(comparisons.map((one) => [one.benchmark, one.measures]));
  const legend = [...measures].map(([name, what]) => `${name}: ${what}`);
  return [...lines, '', ...legend, ...reasons].join('\n');
}

const rowOf = ({ benchmark, ours, peer, unit, ratio, goal }: Comparison): string[] => [
  benchmark,
  text(ours?.median),
  text(ours?.p95),
  peer?.name ?? 'none',
  text(peer?.median),
  text(peer?.p95),
  unit,
  text(ratio),
  goal === null ? '' : `${goal.is} ${goal.ratio.toFixed(2)}`,
];

const text = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : String(value);
