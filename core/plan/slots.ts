import { WAVE_FIRST } from '../runbook/condition.ts';
import type { RenderValue, Values } from '../runbook/render.ts';
import type { CheckedStep } from '../runbook/schema.ts';
import { USER_NAMES, WAVE_NAMES } from '../runbook/template.ts';
import type { PlannedValue } from './plan.ts';
import { type Wave, filterOf } from './waves.ts';

/** One copy of a step: itself, or one for a wave. `siblings`: the steps of its group, which stand for the same wave. */
export type Slot = {
  readonly step: CheckedStep;
  readonly wave: Wave | null;
  /** Of several waves. */
  readonly isFirst: boolean;
  readonly siblings: ReadonlySet<string>;
};

/** `hold-users@canary` of `hold-users`. */
export const slotId = (id: string, { wave, siblings }: Pick<Slot, 'wave' | 'siblings'>): string =>
  wave !== null && siblings.has(id) ? `${id}@${wave.name}` : id;

/** The step's own id, whatever wave it stands for. */
export const withoutWave = (id: string): string => id.split('@')[0] ?? id;

/** Every step in the order in which it is carried out: a group with `each` once a wave. */
export function slotsOf(
  steps: readonly CheckedStep[],
  planned: Readonly<Record<string, PlannedValue>>,
): readonly Slot[] {
  return inGroups(steps).flatMap((group): readonly Slot[] => {
    const each = group[0]?.group?.each;
    const waves = each === undefined ? null : wavesIn(planned[each]);
    const siblings = new Set(group.map(({ id }) => id));
    if (waves === null) return group.map((step) => ({ step, wave: null, isFirst: false, siblings }));
    return waves.flatMap((wave, index) =>
      group.map((step) => ({ step, wave, isFirst: index === 0, siblings })),
    );
  });
}

/** Neighbours of the same group together. */
function inGroups(steps: readonly CheckedStep[]): readonly (readonly CheckedStep[])[] {
  const groups: CheckedStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const isSame = step.group !== null && last?.[0]?.group?.id === step.group.id;
    if (isSame) last?.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** The waves of a value; null for any other. */
export const wavesIn = (value: PlannedValue | undefined): readonly Wave[] | null =>
  typeof value === 'object' && 'waves' in value ? value.waves : null;

/** What a wave is called in templates and conditions: known when the step is bound, or the example's own values. */
export function waveValues({ wave, isFirst }: Pick<Slot, 'wave' | 'isFirst'>, isExample: boolean): Values {
  if (wave === null) return {};
  const late = [...WAVE_NAMES, ...USER_NAMES].map((name) => [
    name,
    { type: typeOf(name), value: valueOf(name, wave, isExample) },
  ]);
  return { ...Object.fromEntries(late), [WAVE_FIRST]: { type: 'flag', value: isFirst } };
}

const typeOf = (name: string): 'dn' | 'filter' | 'text' =>
  name === 'wave.base' ? 'dn' : name === 'wave.filter' ? 'filter' : 'text';

function valueOf(name: string, wave: Wave, isExample: boolean): RenderValue {
  if (!isExample) return { late: name };
  if (name.startsWith('user.')) return { placeholder: name.slice('user.'.length) };
  // The guide's own filter, not the list that stands for it in a run.
  if (name === 'wave.filter' && wave.filter !== '') return wave.filter;
  return waveValue(name, wave)?.join(' ') ?? { placeholder: name.slice('wave.'.length) };
}

/** A bit of a wave: one value, or every user's; null for what is none, or is not known yet. */
export function waveValue(name: string, wave: Wave): readonly string[] | null {
  switch (name) {
    case 'wave.name':
      return [wave.name];
    case 'wave.base':
      return [wave.base];
    case 'wave.domain':
      return [wave.domain];
    case 'wave.filter':
      return [filterOf(wave)];
    case 'wave.users':
      return wave.users?.map(({ mailbox }) => mailbox) ?? null;
    case 'wave.count':
      return wave.users === null ? null : [String(wave.users.length)];
    default:
      return null;
  }
}
