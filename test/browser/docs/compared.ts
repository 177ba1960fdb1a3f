import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { type StepOnPage, stepsOnPage } from './page-steps.ts';
import { type PrintedStep, printedSteps, squeezed } from './planned-steps.ts';
import type { ReaderValues } from './reader-values.ts';

/** What a page says of a step, in the form that `onPaper` gives a planned one. */
export const said = (step: StepOnPage) => ({
  id: step.id,
  heading: squeezed(step.heading),
  applies: step.applies,
  hash: step.hash,
  text: squeezed(step.text),
  warnings: step.warnings.map(squeezed),
  notes: step.notes.map(squeezed),
  do: step.do.map(commandOf),
  verify: step.verify.map(commandOf),
  undo: step.undo.map(commandOf),
});
const commandOf = ({ id, command }: StepOnPage['do'][number]) => ({ id, command });

/** The commands that somebody sees without unfolding anything. */
const commandsInSight = (steps: readonly StepOnPage[]) =>
  steps
    .filter(({ isVisible }) => isVisible)
    .map(({ id, hash, do: operations, verify }) => ({
      id,
      hash,
      commands: [...operations, ...verify].filter((one) => one.isVisible).map(({ command }) => command),
    }));

const commandsPrinted = (steps: readonly PrintedStep[]) =>
  steps
    .filter(({ applies }) => applies)
    .map(({ id, stepHash, operations, verify }) => ({
      id,
      hash: stepHash.slice(0, 8),
      commands: [...operations, ...verify].map(({ command }) => command),
    }));

/** Waits until the page shows, byte for byte, what `watari plan --examples --set …` prints. */
export async function expectCommandsOf(page: Page, runbook: string, values: ReaderValues): Promise<void> {
  const wanted = commandsPrinted(await printedSteps(runbook, values));
  await expect
    .poll(async () => commandsInSight(await stepsOnPage(page)), { timeout: 20_000, interval: 100 })
    .toEqual(wanted);
}
