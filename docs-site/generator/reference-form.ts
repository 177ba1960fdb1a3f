import { z } from 'zod';

import { localized } from '../../core/runbook/index.ts';

/** A key of a file that people write. */
export type Key = {
  readonly name: string;
  readonly required: boolean;
  readonly form: z.infer<typeof localized>;
  readonly means: z.infer<typeof localized>;
  readonly otherwise?: string | undefined;
  readonly see?: string | undefined;
  readonly keys?: readonly Key[] | undefined;
};
const key: z.ZodType<Key> = z.lazy(() =>
  z.object({
    name: z.string(),
    required: z.boolean(),
    form: localized,
    means: localized,
    otherwise: z.string().optional(),
    see: z.string().optional(),
    keys: z.array(key).optional(),
  }),
);
const option = z.object({ name: z.string(), means: localized });
const rule = z.object({ name: z.string(), description: localized });
const reason = z.object({ reason: z.string(), means: localized });

/** What `watari reference --json` prints, as far as the pages need it. */
const reference = z.object({
  commands: z.array(
    z.object({
      name: z.string(),
      usage: z.string(),
      places: z.array(z.enum(['slack', 'terminal'])),
      does: localized,
      who: localized,
      options: z.array(option),
      no: localized.nullable(),
    }),
  ),
  commonOptions: z.array(option),
  words: z.array(option),
  exitStatuses: z.array(z.object({ status: z.int(), means: localized })),
  forms: z.array(z.object({ id: z.string(), title: localized, keys: z.array(key) })),
  conditions: z.array(z.object({ written: z.string(), means: localized })),
  parameterTypes: z.array(z.object({ type: z.string(), means: localized, keys: z.array(key) })),
  verbs: z.array(z.object({ verb: z.string(), does: localized, keys: z.array(key) })),
  rules: z.array(rule),
  problems: z.array(rule),
  refusals: z.array(z.object({ code: z.string(), sentence: localized })),
  failures: z.array(reason),
  lost: z.array(reason),
  faults: z.array(z.object({ code: z.string(), is: localized, todo: localized })),
  labFaults: z.array(z.object({ name: z.string(), ends: localized })),
  environment: z.array(z.object({ name: z.string(), means: localized })),
  files: z.array(z.object({ name: z.string(), means: localized, keys: z.array(key) })),
});
export type Reference = z.infer<typeof reference>;

/** @throws ZodError where the program printed something else */
export const parseReference = (printed: string): Reference => reference.parse(JSON.parse(printed));
