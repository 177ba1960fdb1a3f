/** A part of a template: text as it stands, or the name of a parameter. */
export type TemplatePart = { readonly text: string } | { readonly name: string };

const INTERPOLATION = /\{\{([a-z][A-Za-z0-9]*)\}\}/gu;

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

/** The parameters that a template names, each once, in order of appearance. */
export const namesIn = (template: string): readonly string[] => [
  ...new Set(parseTemplate(template).flatMap((part) => ('name' in part ? [part.name] : []))),
];
