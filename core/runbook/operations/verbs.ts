/** What an operation may be. Apart from the schemas, so that a browser can know it without zod. */
export const VERBS = [
  'ssh',
  'wait',
  'manual',
  'site',
  'file',
  'port',
  'ldap',
  'compare',
  'stream',
  'dns',
] as const;
export type Verb = (typeof VERBS)[number];
