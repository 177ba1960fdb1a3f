import { z } from 'zod';

import { match } from './expect.ts';

const scope = z.enum(['base', 'one', 'sub']);
const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9;-]*$/u);
/** Which step's `remember`, by its id, in the same wave; and which of its attributes. Default: all. */
const remembered = z.strictObject({ of: z.string(), attributes: z.array(attribute).min(1).optional() });

/** LDAP over a directory that the inventory names `host:port`. Written so that repeating it is harmless. */
export const ldap = z.strictObject({
  /** Parameters of type host and port: together the directory's name. */
  host: z.string(),
  port: z.string(),
  /** Name of a parameter of type dn, or a template. */
  bindDn: z.string(),
  /** Name of a parameter of type secret. */
  password: z.string(),
  /** Exactly one of the seven. `file`: name of a parameter of type file, or a template. */
  addSchema: z.strictObject({ file: z.string() }).optional(),
  addLdif: z.strictObject({ on: z.string(), path: z.string() }).optional(),
  /** Reads, for probes. `count` of entries, or attribute values of every entry found. */
  read: z
    .strictObject({
      base: z.string(),
      scope,
      filter: z.string(),
      count: z.strictObject({ is: z.int().min(0).optional(), atLeast: z.int().min(0).optional() }).optional(),
      attribute: z.strictObject({ name: z.string(), every: match }).optional(),
    })
    .optional(),
  /** Probe: the directory knows every attribute type and object class of the file. */
  hasSchema: z.strictObject({ file: z.string() }).optional(),
  /** Keeps these attributes of every entry found as evidence, before later steps change them. Changes nothing. */
  remember: z
    .strictObject({ base: z.string(), scope, filter: z.string(), attributes: z.array(attribute).min(1) })
    .optional(),
  /** Gives each of those entries the values back that the step remembered. */
  putBack: remembered.optional(),
  /** Probe: each of those entries has the values that the step remembered. */
  isBack: remembered.optional(),
});
export type Ldap = z.infer<typeof ldap>;
export const ldapDescription = {
  en: 'Reads or changes a directory over LDAP, in a way that may be repeated without harm; remembers values and puts them back.',
  ja: 'LDAP でディレクトリを読み書きします。繰り返しても結果が変わらない方法で行います。いまの値を控えておき、あとで元に戻すこともできます。',
} as const;
