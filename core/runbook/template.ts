/** A part of a template: text as it stands, or the name of a parameter. */
export type TemplatePart = { readonly text: string } | { readonly name: string };

const INTERPOLATION = /\{\{([a-z][A-Za-z0-9]*|wave\.[a-z]+|user\.[a-z]+)\}\}/gu;

/** What a template may say of the wave that a step is carried out for, and of one of its users. */
export const WAVE_NAMES: readonly string[] = [
  'wave.name',
  'wave.base',
  'wave.domain',
  'wave.filter',
  'wave.users',
  'wave.count',
];
export const USER_NAMES: readonly string[] = ['user.uid', 'user.mailbox'];

/** Cuts a template at its `{{name}}`. Anything else, a malformed `{{ name }}` included, is text (`check` reports it). */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of template.matchAll(INTERPOLATION)) {
    if (found.index > end) parts.push({ text: template.slice(end, found.index) });
    parts.push({ name: found[1] ?? '' });
    end = found.index + found[0].length;
  }
  if (end < template.length) parts.push({ text: template.slice(end) });
  return parts;
}

/** The parameters, and bits of a wave (`wave.base`), that a template names, each once, in order of appearance. */
export const namesIn = (template: string): readonly string[] => [
  ...new Set(parseTemplate(template).flatMap((part) => ('name' in part ? [part.name] : []))),
];
