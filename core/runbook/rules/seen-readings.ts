import { isLeftOut } from '../readings.ts';
import type { Finding } from '../schema-problems.ts';
import type { Variant } from '../schema.ts';
import type { SeenStep, Survey } from '../survey.ts';

/** What one runbook of a source has, each step with its place in the source. */
export type SeenReading = {
  /** Of the variant. */
  readonly name: string | null;
  readonly variant: Variant | null;
  readonly steps: readonly SeenStep[];
};

/** Every runbook that a source makes. */
export function seenReadings({ source, steps }: Survey): readonly SeenReading[] {
  if (source.variants === undefined) return [{ name: null, variant: null, steps }];
  return Object.entries(source.variants).map(([name, variant]) => ({
    name,
    variant,
    steps: steps.filter(({ step, group }) => !isLeftOut(variant, step.id, group?.group ?? null)),
  }));
}

/** What is found in any reading, each once. */
export function inAnyReading(
  seen: Survey,
  find: (reading: SeenReading) => readonly Finding[],
): readonly Finding[] {
  const all = seenReadings(seen).flatMap(find);
  return [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()];
}
