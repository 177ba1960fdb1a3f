import type { Path } from './path.ts';
import type { ParameterType } from './schema.ts';

/** Keys whose value is the bare name of a parameter, by where they stand; `ssh.sessions` is an object of three. */
const NAME_KEYS: Readonly<Record<string, readonly ParameterType[]>> = {
  on: ['host'],
  'ldap.host': ['host'],
  'ldap.port': ['port'],
  'port.port': ['port'],
  'dns.name': ['host'],
  'dns.is': ['host'],
  'ldap.password': ['secret'],
  'sessions.users': ['users'],
  'sessions.count': ['integer'],
  'sessions.file': ['path'],
};
/** Keys where a text that looks like a bare name is one, and anything else a template. */
const NAME_OR_TEMPLATE: Readonly<Record<string, readonly ParameterType[]>> = {
  'ldap.bindDn': ['dn'],
  'addSchema.file': ['file'],
  'hasSchema.file': ['file'],
  'addLdif.path': ['path'],
  'file.path': ['path'],
  'read.base': ['dn'],
  'read.filter': ['filter'],
  'remember.base': ['dn'],
  'remember.filter': ['filter'],
};
const BARE_NAME = /^[a-z][A-Za-z0-9]*$/u;
/** Keys whose value is neither a template nor the name of a parameter. */
const PLAIN_KEYS = new Set([
  'operation',
  'ensure',
  'state',
  'cancel',
  'scope',
  'name',
  'protocol',
  'counts',
  'of',
]);

/** What the users of the wave are called where a parameter of type users is named. */
export const WAVE_USERS = 'wave.users';

/** A text inside an operation: the name of a parameter (of these types, `null`: any), a template, or neither. */
export type TextPlace =
  | { readonly kind: 'name'; readonly types: readonly ParameterType[] | null }
  | { readonly kind: 'template'; readonly shell: boolean }
  | { readonly kind: 'plain' };

/** What a text is, by the way to it: `['do', 0, 'ssh', 'run']` at least in its last two keys. */
export function placeOfText(path: Path, text: string): TextPlace {
  const [key, around] = [String(path.at(-1)), String(path.at(-2))];
  const either = BARE_NAME.test(text) ? NAME_OR_TEMPLATE[`${around}.${key}`] : undefined;
  const types = NAME_KEYS[`${around}.${key}`] ?? NAME_KEYS[key] ?? either;
  if (`${around}.${key}` === 'sessions.users' && text === WAVE_USERS) return { kind: 'plain' };
  if (types !== undefined) return { kind: 'name', types };
  if (around === 'with') return { kind: 'name', types: null };
  if (PLAIN_KEYS.has(key) || around === 'attributes') return { kind: 'plain' };
  return { kind: 'template', shell: key === 'run' || around === 'pipe' || around === 'retry' };
}
