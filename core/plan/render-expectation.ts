import type { Expectation, Match } from '../runbook/operations/expect.ts';
import { type RenderValue, type Values, escapeExpression, renderText } from '../runbook/render.ts';
import { isList } from './sessions.ts';

function literally(value: RenderValue): RenderValue {
  if (typeof value === 'string') return escapeExpression(value);
  if (isList(value)) return value.map(escapeExpression);
  return typeof value === 'object' && 'late' in value ? { ...value, literally: true } : value;
}

/** A regular expression: a value inside it means itself, so that the dots of a host name match dots alone. */
export const renderRegExp = (template: string, values: Values): string =>
  renderText(
    template,
    Object.fromEntries(
      Object.entries(values).map(([name, one]) => [name, { ...one, value: literally(one.value) }]),
    ),
  );

/** What an output must look like, its values put in. */
export const renderMatch = (match: Match, values: Values): Match => ({
  ...(match.is === undefined ? {} : { is: renderText(match.is, values) }),
  ...(match.contains === undefined ? {} : { contains: renderText(match.contains, values) }),
  ...(match.lacks === undefined ? {} : { lacks: renderText(match.lacks, values) }),
  ...(match.matches === undefined ? {} : { matches: renderRegExp(match.matches, values) }),
  ...(match.lacksMatch === undefined ? {} : { lacksMatch: renderRegExp(match.lacksMatch, values) }),
  ...(match.empty === undefined ? {} : { empty: match.empty }),
});

/** What a command must end like; exit 0 unless something else is said. */
export const renderExpectation = (expectation: Expectation | undefined, values: Values): Expectation => ({
  exit: expectation?.exit ?? [0],
  ...(expectation?.stdout === undefined ? {} : { stdout: renderMatch(expectation.stdout, values) }),
  ...(expectation?.stderr === undefined ? {} : { stderr: renderMatch(expectation.stderr, values) }),
});
