import { z } from 'zod';

import { ASKS, type Question } from '#core/index.ts';

const question = z.strictObject({
  run: z.string().min(1).max(100),
  step: z.string().min(1).max(200),
  attempt: z.int().min(0),
  asks: z.enum(ASKS),
  shown: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** A button carries the question that it answers, not just a run. */
export const writeQuestion = (asked: Question): string => JSON.stringify(asked);

/** Null for anything that Watari did not write. */
export function readQuestion(value: string | undefined): Question | null {
  try {
    return question.parse(JSON.parse(value ?? ''));
  } catch {
    return null;
  }
}
