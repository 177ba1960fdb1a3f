/** The known name that somebody most likely meant; null where none is near. A runbook is found by its last part too. */
export function nearest(typed: string, known: readonly string[]): string | null {
  if (typed === '') return null;
  const lower = typed.toLowerCase();
  const names = known.map((name) => ({ name, small: name.toLowerCase() }));
  const whole = names.filter(({ small }) => small === lower || small.endsWith(`/${lower}`));
  const begun = names.filter(({ small }) => small.startsWith(lower));
  for (const [only, ...others] of [whole, begun])
    if (only !== undefined && others.length === 0) return only.name;
  const [best, second] = names
    .map(({ name, small }) => ({
      name,
      steps: Math.min(distance(lower, small), distance(lower, lastPart(small))),
    }))
    .filter(({ steps }) => steps <= Math.max(1, Math.floor(typed.length / 4)))
    .toSorted((a, b) => a.steps - b.steps);
  // Two that are as near as each other would make it a guess.
  return best === undefined || best.steps === second?.steps ? null : best.name;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Letters to leave out, put in, change or swap with their neighbour (optimal string alignment). */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(from.length, to.length);
}
