import { z } from 'zod';

import { match } from './expect.ts';

/** LDAP over a directory that the inventory names `host:port`. Written so that repeating it is harmless. */
export const ldap = z.strictObject({
  /** Parameters of type host and port: together the directory's name. */
  host: z.string(),
  port: z.string(),
  /** Name of a parameter of type dn, or a template. */
  bindDn: z.string(),
  /** Name of a parameter of type secret. */
  password: z.string(),
  /** Exactly one of the four. `file`: name of a parameter of type file, or a template. */
  addSchema: z.strictObject({ file: z.string() }).optional(),
  addLdif: z.strictObject({ on: z.string(), path: z.string() }).optional(),
  /** Reads, for probes. `count` of entries, or attribute values of every entry found. */
  read: z
    .strictObject({
      base: z.string(),
      scope: z.enum(['base', 'one', 'sub']),
      filter: z.string(),
      count: z.strictObject({ is: z.int().min(0).optional(), atLeast: z.int().min(0).optional() }).optional(),
      attribute: z.strictObject({ name: z.string(), every: match }).optional(),
    })
    .optional(),
  /** Probe: the directory knows every attribute type and object class of the file. */
  hasSchema: z.strictObject({ file: z.string() }).optional(),
});
export type Ldap = z.infer<typeof ldap>;
export const ldapDescription = {
  en: 'Reads or changes a directory over LDAP, in a way that may be repeated without harm.',
  ja: 'LDAP でディレクトリを読み書きします。繰り返しても結果が変わらない方法で行います。',
} as const;
