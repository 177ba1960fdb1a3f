import type { Expectation, Match } from '../runbook/operations/expect.ts';

/** What a command left behind. A pipeline has one exit status a part. */
export type Left = { readonly exits: readonly number[]; readonly stdout: string; readonly stderr: string };
export type Judgement =
  | { readonly kind: 'met' }
  | { readonly kind: 'exit' | 'output'; readonly sentence: string };

/** Does what came out look as it must? Says what was found and what was expected, in plain English. */
export function judge(expected: Expectation, left: Left): Judgement {
  const allowed = expected.exit ?? [0];
  const bad = left.exits.findIndex((exit) => !allowed.includes(exit));
  if (bad !== -1) return { kind: 'exit', sentence: exitSentence(left.exits, bad, allowed) };
  for (const [name, match, text] of [
    ['standard output', expected.stdout, left.stdout],
    ['standard error', expected.stderr, left.stderr],
  ] as const) {
    const sentence = match === undefined ? null : mismatch(match, text);
    if (sentence !== null) return { kind: 'output', sentence: `${name} ${sentence}` };
  }
  return { kind: 'met' };
}

function exitSentence(exits: readonly number[], bad: number, allowed: readonly number[]): string {
  const exit = exits[bad] ?? 255;
  const where = exits.length > 1 ? `part ${bad + 1} of ${exits.length} of the pipeline ended with ` : '';
  const how = exit > 128 && exit < 160 ? ` (signal ${exit - 128})` : '';
  return `${where}exit status ${exit}${how}, expected ${allowed.join(' or ')}`;
}

/** Why a text does not match, or null if every key given holds. A final line break does not count. */
export function mismatch(match: Match, text: string): string | null {
  const body = text.replace(/\r?\n$/u, '');
  if (match.is !== undefined && body !== match.is.replace(/\r?\n$/u, ''))
    return `is ${shown(body)}, expected ${shown(match.is)}`;
  if (match.empty === true && body.trim() !== '') return `is ${shown(body)}, expected nothing`;
  if (match.empty === false && body.trim() === '') return 'is empty, expected something';
  if (match.contains !== undefined && !text.includes(match.contains))
    return `is ${shown(body)}, expected it to contain ${shown(match.contains)}`;
  if (match.lacks !== undefined && text.includes(match.lacks))
    return `contains ${shown(match.lacks)}, expected not to`;
  if (match.matches !== undefined && !new RegExp(match.matches, 'mu').test(text))
    return `is ${shown(body)}, expected it to match /${match.matches}/`;
  const found = match.lacksMatch === undefined ? null : new RegExp(match.lacksMatch, 'mu').exec(text);
  if (found !== null)
    return `contains ${shown(found[0])}, expected nothing that matches /${match.lacksMatch}/`;
  return null;
}

const SHOWN = 200;

/** One line, in quotes, its end if it is long: old tools say at the end what went wrong. */
function shown(text: string): string {
  const line = text.trim().replaceAll(/\s*\r?\n\s*/gu, ' / ');
  return line === '' ? 'empty' : `"${line.length > SHOWN ? `…${line.slice(-SHOWN)}` : line}"`;
}
