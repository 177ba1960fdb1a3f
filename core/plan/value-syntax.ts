import { both, listed } from '../runbook/both.ts';
import { MARKS } from '../runbook/late.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Parameter } from '../runbook/schema.ts';
import { allowedFor } from './field-problem.ts';
import { isIpv6 } from './ip-address.ts';

/** A value, or what a parameter of this type may hold: the "allowed" of a problem. */
export type ReadText<T> = { readonly ok: T } | { readonly allowed: Localized };

const HOST = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/u;
const LOGIN = /^[^\s:/,\p{Cc}-][^\s:/,\p{Cc}]*$/u;
const MAILBOX = /^[^\s,\p{Cc}@-][^\s,\p{Cc}]*$/u;
// RFC 4514, section 3: attribute type, then a value whose special characters are escaped; spaces after a comma as people write them.
const DN_ESCAPE = String.raw`\\(?:[\\"+,;<>#= ]|[0-9A-Fa-f]{2})`;
const DN_ANY = String.raw`(?:[^\\"+,;<>\0]|${DN_ESCAPE})`;
const DN_FIRST = String.raw`(?:[^\\"+,;<>\0 #]|${DN_ESCAPE})`;
const DN_LAST = String.raw`(?:[^\\"+,;<>\0 ]|${DN_ESCAPE})`;
const DN_VALUE = String.raw`(?:#(?:[0-9A-Fa-f]{2})+|(?:${DN_FIRST}(?:${DN_ANY}*${DN_LAST})?)?)`;
const DN_PAIR = String.raw`(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)=${DN_VALUE}`;
const DN = new RegExp(String.raw`^${DN_PAIR}(?:(?:\+|, *)${DN_PAIR})*$`, 'u');

/** A host name or an IP address, which begins neither with a dash nor with anything else that a command could mistake. */
export const isHostName = (text: string): boolean => HOST.test(text) || isIpv6(text);

/** Parentheses outside escapes (`\28`, `\29`) balance, and the outermost pair holds the whole filter (RFC 4515). */
export function isFilter(text: string): boolean {
  if (!text.startsWith('(')) return false;
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0 || (depth === 0 && at !== [...text].length - 1)) return false;
  }
  return depth === 0;
}

/** A distinguished name as RFC 4514 writes it. */
export const isDn = (text: string): boolean => DN.test(text);

const check = (text: string, holds: boolean, allowed: Localized): ReadText<string> =>
  holds ? { ok: text } : { allowed };

function wholeNumber(text: string, min: number, max: number): ReadText<number> {
  const number = /^-?\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max
    ? { ok: number }
    : { allowed: both(`a whole number from ${min} to ${max}`, `${min} から ${max} までの整数`) };
}

/** What a distinguished name looks like. */
export const DN_FORM = both(
  'a distinguished name, e.g. dc=siroe,dc=com (RFC 4514)',
  'dc=siroe,dc=com のような DN（RFC 4514）',
);
const LOGIN_FORM = both(
  'a login name that begins with no dash, without spaces, : and /',
  '「-」で始まらず、空白、:、/ のないログイン名',
);

/** A mailbox's name: no spaces, and nothing that a command could take for an option. */
export const isMailbox = (text: string): boolean => MAILBOX.test(text) && !MARKS.test(text);

/** Reads one mailbox name a line or between commas; blank lines are nothing, and nobody may stand there twice. */
export function readUsers(text: string): ReadText<readonly string[]> {
  const users = text
    .split(/[\n,]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const wrong = users.find((one) => !isMailbox(one));
  if (wrong !== undefined)
    return {
      allowed: both(
        `names without spaces that begin with no dash (not ${JSON.stringify(wrong)})`,
        `空白がなく「-」で始まらない名前（${JSON.stringify(wrong)} は使えません）`,
      ),
    };
  const twice = users.find((one, index) => users.indexOf(one) !== index);
  // Two sessions at once on the same mailbox would write it twice.
  if (twice !== undefined)
    return {
      allowed: both(
        `every name once (${JSON.stringify(twice)} stands there twice)`,
        `重複のない名前（${JSON.stringify(twice)} が 2 回あります）`,
      ),
    };
  return users.length > 0
    ? { ok: users }
    : {
        allowed: both(
          'mailbox names, one a line or between commas, or @path of such a file',
          'メールボックス名（1 行に 1 つ、またはコンマ区切り）、または @ とそのファイルのパス',
        ),
      };
}

/** Types whose value is read from its text alone: no file, no inventory. */
export type PlainParameter = Exclude<Parameter, { type: 'secret' | 'file' | 'users' | 'waves' }>;

/** Reads a value by its parameter's type. The text is not empty. */
export function readPlainValue(parameter: PlainParameter, text: string): ReadText<string | number | boolean> {
  if (text.includes('\0') || MARKS.test(text))
    return {
      allowed: both(
        'text without NUL and without the characters U+FDD0 and U+FDD1',
        'NUL、U+FDD0、U+FDD1 を含まないテキスト',
      ),
    };
  switch (parameter.type) {
    case 'host':
      return check(text, isHostName(text), allowedFor(parameter));
    case 'path':
      return check(text, text.startsWith('/'), allowedFor(parameter));
    case 'dn':
      return check(text, isDn(text), DN_FORM);
    case 'filter':
      return check(text, isFilter(text), allowedFor(parameter));
    case 'login':
      return check(text, LOGIN.test(text), LOGIN_FORM);
    case 'text':
      return { ok: text };
    case 'port':
      return wholeNumber(text, 1, 65_535);
    case 'integer':
      return wholeNumber(text, parameter.min, parameter.max);
    case 'choice': {
      const known = parameter.of.map((one) => one.value);
      return check(text, known.includes(text), listed(known));
    }
    case 'flag':
      return text === 'true' || text === 'false'
        ? { ok: text === 'true' }
        : { allowed: listed(['true', 'false']) };
  }
}
