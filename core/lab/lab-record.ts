import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { SIZES } from './scenarios/scenario.ts';

const record = z.strictObject({
  scenario: z.string(),
  seed: z.int(),
  // Labs of before there were sizes have about forty users.
  size: z.enum(SIZES).default('small'),
});

/** What a lab was made from. It stands in its folder, and decides when the lab is started again. */
export type LabRecord = z.infer<typeof record>;

export const labRecordFile = (dir: string): string => join(dir, 'lab.json');

/** `null` if the folder holds no lab yet. */
export function readLabRecord(dir: string): LabRecord | null {
  const file = labRecordFile(dir);
  return existsSync(file) ? record.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
