import { z } from 'zod';

import { ASKS, lostKey, type Question, type RunView } from '#core/index.ts';

const run = z.string().min(1).max(100);
const step = z.string().min(1).max(200);
const question = z.strictObject({
  run,
  step,
  attempt: z.int().min(0),
  asks: z.enum(ASKS),
  shown: z.string().regex(/^[0-9a-f]{64}$/u),
});
const place = z.strictObject({
  run,
  step,
  attempt: z.int().min(0),
  /** What was lost, if anything was. */
  lost: z.string().max(200).optional(),
});
const byHand = z.strictObject({ run, claim: z.string().max(200), operation: z.string().max(200) });
const stepOfRun = z.strictObject({ run, step });
const starting = z.strictObject({ runbook: z.string().max(200), channel: z.string().max(100) });

/** Where a run stood when a button was drawn: a click on an older card is told apart by it. */
export type Place = z.infer<typeof place>;

/** What buttons and modals carry: never just a run, but the question, the attempt or the operation that they are about. */
export const write = (value: Question | z.infer<Schemas[keyof Schemas]>): string => JSON.stringify(value);

export const placeOfRun = (view: RunView): Place => ({
  run: view.run,
  step: view.step?.id ?? '-',
  attempt: view.state.attempt,
  lost: lostKey(view.state) ?? undefined,
});

const schemas = { place, byHand, stepOfRun, starting };
type Schemas = typeof schemas;

export const readQuestion = (value: string | undefined): Question | null => read(question, value);
export const readPlace = (value: string | undefined): Place | null => read(place, value);
export const readByHand = (value: string | undefined) => read(byHand, value);
export const readStepOfRun = (value: string | undefined) => read(stepOfRun, value);
export const readStarting = (value: string | undefined) => read(starting, value);

/** Null for anything that Watari did not write. */
function read<T>(schema: z.ZodType<T>, value: string | undefined): T | null {
  try {
    return schema.parse(JSON.parse(value ?? ''));
  } catch {
    return null;
  }
}
