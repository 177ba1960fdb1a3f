import type { Localized } from '../runbook/localized.ts';
import { type Values, renderText } from '../runbook/render.ts';
import type { LoadedInventory } from './inventory.ts';
import type { PlannedValue, Sha256 } from './plan.ts';
import type { Slot } from './slots.ts';

/** What operations are rendered with. */
export type Scene = {
  readonly values: Values;
  readonly planned: Readonly<Record<string, PlannedValue>>;
  readonly inventory: LoadedInventory | null;
  /** SHA-256 of no bytes: stands for the document of a placeholder, which can never be started. */
  readonly noDocument: Sha256;
  /** Values of examples: to be read, never bound. */
  readonly examples: boolean;
  /** Which copy of a step is rendered. */
  readonly slot: Slot;
};

/** The value of a parameter that is named bare (`on: mailHost`). */
export const namedText = (name: string, { values }: Scene): string => renderText(`{{${name}}}`, values);
export const namedNumber = (name: string, scene: Scene): number => Number(namedText(name, scene));

/** A bare name of a parameter as a template of it; any other text is a template already. */
export const asTemplate = (text: string, { values }: Scene): string =>
  Object.hasOwn(values, text) ? `{{${text}}}` : text;

export const localizedText = (text: Localized, { values }: Pick<Scene, 'values'>): Localized => ({
  en: renderText(text.en, values),
  ja: renderText(text.ja, values),
});
export const noteOf = (note: Localized | undefined, scene: Scene): Localized | null =>
  note === undefined ? null : localizedText(note, scene);
