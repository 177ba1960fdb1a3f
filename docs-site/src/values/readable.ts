import { type PageData, type PageProblem, type PageView, readPage } from '../../page-data.ts';

export type Readable = { readonly view: PageView; readonly problems: readonly PageProblem[] };

/**
 * The page for the values that can stand, and what is wrong with the others, whose examples stay.
 * @throws Error if the runbook's own examples make no plan
 */
export function readable(data: PageData, values: Readonly<Record<string, string>>): Readable {
  const reading = readPage(data, values);
  if (reading.kind === 'view') return { view: reading.view, problems: [] };
  const { problems } = reading;
  const given = Object.entries(values);
  if (given.length === 0)
    throw new Error(
      `${data.runbook.id} cannot be planned with its examples: ${problems.map(({ sentence }) => sentence).join(' ')}`,
    );
  const wrong = new Set(problems.map(({ name }) => name));
  const right = given.filter(([name]) => !wrong.has(name));
  // Where none is to blame alone, none is taken. A value may be wrong because of another one that is gone by then: so again.
  const rest = readable(data, right.length < given.length ? Object.fromEntries(right) : {});
  return { view: rest.view, problems: [...problems, ...rest.problems] };
}
