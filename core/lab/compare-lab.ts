import type { Difference } from './difference.ts';
import { readLabRecord } from './lab-record.ts';
import { comparisonOf, isScenario } from './scenarios/index.ts';

/**
 * What is not as it should be after the runbook was carried out on the lab in `dir`, its directories being exported (the
 * lab's order `export`). `chosen` are values that the run was given beside the scenario's own, by parameter. Empty if all is well.
 */
export function compareLab(
  dir: string,
  chosen: Readonly<Record<string, string>> = {},
): readonly Difference[] {
  const record = readLabRecord(dir);
  if (record === null || !isScenario(record.scenario))
    throw new Error(`${dir} is no lab that can be compared`);
  const { seed, size } = record;
  return comparisonOf(record.scenario)({ dir, seed, size, chosen });
}
