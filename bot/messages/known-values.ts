import type { Localized, Parameter } from '#core/index.ts';

import { wavesInWords } from './waves-in-form.ts';
import { both } from './words.ts';

/** What a place knows of the values of a run before anybody is asked. */
export type Known = {
  /** A run on the lab: what is left open takes the lab's value, or the guide's. */
  readonly rehearsal: boolean;
  /** Values that this place has. */
  readonly suggested: Readonly<Record<string, string>>;
};

/** Slack's limit inside a field. */
const LONGEST_VALUE = 3000;

/** Whether a value can stand in a field of a form: a cut one would be wrong without anybody noticing. */
export const fitsField = (value: string): boolean => value.length <= LONGEST_VALUE;

/** What is known here, then what a rehearsal takes (the lab's value, the guide's example), then the default. */
export function knownValue(
  name: string,
  parameter: Parameter,
  { rehearsal, suggested }: Known,
): string | undefined {
  const known = suggested[name];
  if (known !== undefined || parameter.type === 'secret') return known;
  const keys = rehearsal ? (['lab', 'example', 'default'] as const) : (['default'] as const);
  const value = keys.map((key): unknown => Reflect.get(parameter, key)).find((one) => one !== undefined);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n');
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A value that a form takes where its field is left empty, instead of showing it; and what is said of it there. */
export type Unshown = { readonly value: string; readonly hint: Localized };

/** What nobody could read in a field, or no field could hold. */
export function unshownValue(name: string, parameter: Parameter, known: Known): Unshown | null {
  const value = knownValue(name, parameter, known);
  if (value === undefined) return null;
  const waves = parameter.type === 'waves' ? wavesInWords(value) : null;
  if (waves !== null)
    return {
      value,
      hint: both(
        `Left empty, these waves are taken: ${waves.en}.`,
        `空欄のままにすると、次のウェーブを使います：${waves.ja}。`,
      ),
    };
  if (fitsField(value)) return null;
  return {
    value,
    hint: both(
      'Left empty, the value that is known here is taken. It is too long for this field.',
      '空欄のままにすると、登録済みの値を使います。長いため、ここには表示していません。',
    ),
  };
}

/**
 * The values of a submitted form. What was left empty takes what the form did not show; where it showed a value (`shown`:
 * its fields), somebody took that out, and the value is empty.
 */
export const submittedValues = (
  parameters: Readonly<Record<string, Parameter>>,
  shown: readonly string[],
  fieldOf: (name: string) => string,
  known: Known,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, parameter]) => {
      const typed = fieldOf(name);
      if (typed !== '') return [[name, typed]];
      const unshown = unshownValue(name, parameter, known);
      if (unshown !== null) return [[name, unshown.value]];
      return shown.includes(name) && knownValue(name, parameter, known) !== undefined ? [[name, '']] : [];
    }),
  );

/** Said before a form opens that would have to leave it out. */
export const tooLongForField = (name: string): Localized =>
  both(
    `${name} is too long for a form. Start the run in the terminal: start --set ${name}=…`,
    `${name} が長いため、入力画面に収まりません。ターミナルで start --set ${name}=… を使って開始してください。`,
  );
