// The second door of core/runbook: plan, card and the documentation's page in the browser share this code,
// so nothing here may import from Node or load zod (test/house.test.ts bundles it for a browser).
import type { Piece, Rendered } from '../plan/operation.ts';
import { type Place, lateMark } from './late.ts';
import { escapeDnValue, escapeExpression, escapeFilterValue, quoteShell, quoteShellHead } from './quoting.ts';
import type { ParameterType } from './schema.ts';
import { type TemplatePart, parseTemplate } from './template.ts';

export { holds } from './condition.ts';
export { because, conditionSentence } from './condition-sentence.ts';
export { type Place, MARKS, withoutMarks } from './late.ts';
export { escapeDnValue, escapeExpression, escapeFilterValue, quoteShell } from './quoting.ts';
export { type TemplatePart, namesIn, parseTemplate } from './template.ts';

/**
 * What stands for a parameter. `secret`: its name, and what people see in its place. `placeholder`: the guide's own
 * name for a value that it leaves open. `list`: the path of a session's list file. `late`: a bit of a wave or of a user
 * (`wave.base`), which is put in when the step is bound; `literally`: inside a regular expression.
 */
export type RenderValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly secret: string; readonly shown: string }
  | { readonly placeholder: string }
  | { readonly list: string }
  | { readonly late: string; readonly literally?: true };
/** Parameter name → its type, which decides the quoting, and its value. */
export type Values = Readonly<Record<string, { readonly type: ParameterType; readonly value: RenderValue }>>;

/** What a secret prints as wherever it has no public example. */
export const HIDDEN = '••••';

const isMany = (value: RenderValue): value is readonly string[] => Array.isArray(value);

const QUOTED: Readonly<Record<Place, (text: string) => string>> = {
  shell: quoteShell,
  'shell-head': quoteShellHead,
  plain: (text) => text,
  dn: escapeDnValue,
  filter: escapeFilterValue,
  expression: escapeExpression,
};

/** A value as it stands in a place. */
export const quotedFor = (place: Place, text: string): string => QUOTED[place](text);

/** Plain values as text; what is not text yet, as the piece it is. */
function toPiece(value: RenderValue, place: Place, between: string): Piece {
  const quote = QUOTED[place];
  if (isMany(value)) return value.map(quote).join(between);
  if (typeof value !== 'object') return quote(String(value));
  if ('placeholder' in value) return `<${value.placeholder}>`;
  if ('late' in value) return lateMark(value.late, value.literally ? 'expression' : place);
  return value;
}

function valueOf(values: Values, name: string): Values[string] {
  const found = Object.hasOwn(values, name) ? values[name] : undefined;
  if (found === undefined) throw new Error(`no value for {{${name}}}`);
  return found;
}

/** Neighbouring texts become one, so that equal commands have equal pieces. */
function joined(pieces: readonly Piece[]): Rendered {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else if (piece !== '') out.push(piece);
  }
  return out;
}

function render(
  template: string,
  values: Values,
  insert: (value: Values[string], index: number, parts: readonly TemplatePart[]) => Piece,
): Rendered {
  const parts = parseTemplate(template);
  return joined(
    parts.map((part, index) =>
      'text' in part ? part.text : insert(valueOf(values, part.name), index, parts),
    ),
  );
}

/**
 * Shell text: every value is quoted as (a piece of) one POSIX word; several users as several words. Secrets and list
 * files stay pieces: whoever carries the command out puts `quoteShell(value)` in their place.
 * A name without a value is a bug and throws.
 */
export function renderShell(template: string, values: Values): Rendered {
  return render(template.trim(), values, ({ value }, index, parts) => {
    if (index > 0) return toPiece(value, 'shell', ' ');
    const next = parts[1];
    const isWholeWord = next === undefined || ('text' in next && /^\s/u.test(next.text));
    return toPiece(value, isWholeWord ? 'shell-head' : 'shell', ' ');
  });
}

/** What a program reads (stdin, the answer to a prompt): nothing is quoted, users stand one a line. */
export const renderInput = (template: string, values: Values): Rendered =>
  render(template, values, ({ value }) => toPiece(value, 'plain', '\n'));

/** Text for people and for comparisons: nothing is quoted, secrets print as what is shown for them. */
export const renderText = (template: string, values: Values): string =>
  plain(render(template, values, ({ value }) => toPiece(value, 'plain', ', ')));

/** A distinguished name: values of type `dn` as they stand, all others escaped by RFC 4514. */
export const renderDn = (template: string, values: Values): string =>
  plain(render(template, values, ({ type, value }) => toPiece(value, type === 'dn' ? 'plain' : 'dn', ',')));

/** A search filter: values of type `filter` as they stand, all others, DNs included, escaped by RFC 4515. */
export const renderFilter = (template: string, values: Values): string =>
  plain(
    render(template, values, ({ type, value }) =>
      toPiece(value, type === 'filter' ? 'plain' : 'filter', ' '),
    ),
  );

const plain = (rendered: Rendered): string =>
  rendered
    .map((piece) => (typeof piece === 'string' ? piece : 'secret' in piece ? piece.shown : piece.list))
    .join('');

/** Rendered shell text as people see and approve it: secrets as what is shown for them, list files by their path. */
export const showPieces = (rendered: Rendered): string =>
  rendered
    .map((piece) =>
      typeof piece === 'string' ? piece : 'secret' in piece ? piece.shown : quoteShell(piece.list),
    )
    .join('');
