import { z } from 'zod';

import { run } from '#bot/terminal/run.ts';
import type { Language } from '#core/runbook/index.ts';

const localized = z.object({ en: z.string(), ja: z.string() });
const operation = z.object({ id: z.string(), command: z.string().nullable() });
const step = z.object({
  id: z.string(),
  number: z.string(),
  title: localized,
  text: localized,
  warnings: z.array(localized),
  notes: z.array(localized),
  applies: z.boolean(),
  approvals: z.int(),
  stepHash: z.string(),
  operations: z.array(operation),
  verify: z.array(operation),
  undo: z.array(operation),
});
const plan = z.object({ steps: z.array(step) });
export type PrintedStep = z.infer<typeof step>;

/** The steps of `watari plan <id> --examples --set … --json`: what the terminal prints. @throws Error with what it says instead */
export async function printedSteps(
  runbook: string,
  values: Readonly<Record<string, string>> = {},
): Promise<readonly PrintedStep[]> {
  const set = Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  let [out, err] = ['', ''];
  const streams = { out: (text: string) => (out += text), err: (text: string) => (err += text) };
  const exit = await run(['plan', runbook, '--examples', '--json', ...set], streams);
  if (exit !== 0) throw new Error(`watari plan ${runbook} ${set.join(' ')}: ${err}`);
  return plan.parse(JSON.parse(out)).steps;
}

/** What a page must say of a planned step, in the form in which `stepsOnPage` reads it. */
export function onPaper(one: PrintedStep, language: Language) {
  const say = (text: PrintedStep['title']): string => squeezed(plain(text[language]));
  return {
    id: one.id,
    heading: squeezed(`${one.number.replace(/@.*$/u, '')} ${one.title[language]}`),
    applies: one.applies,
    hash: one.stepHash.slice(0, 8),
    text: say(one.text),
    warnings: one.warnings.map(say),
    notes: one.notes.map(say),
    do: one.operations,
    verify: one.verify,
    undo: one.undo,
  };
}

/** Text without what Markdown marks it with. */
const plain = (text: string): string =>
  text
    .replaceAll(/^- /gmu, '')
    .replaceAll(/(`+)(.+?)\1/gu, '$2')
    .replaceAll(/\*\*(.+?)\*\*/gu, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)\s]+\)/gu, '$1');

/** A page breaks lines where it likes. */
export const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');
