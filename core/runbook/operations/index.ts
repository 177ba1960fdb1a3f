import { z } from 'zod';

import { condition } from '../condition-form.ts';
import { compare } from './compare.ts';
import { dns } from './dns.ts';
import { file } from './file.ts';
import { ldap } from './ldap.ts';
import { manual } from './manual.ts';
import { port } from './port.ts';
import { site } from './site.ts';
import { ssh } from './ssh.ts';
import { stream } from './stream.ts';
import { wait } from './wait.ts';

/** Carried out only where this holds for the values; left out of the plan otherwise. */
const when = condition.optional();

/** As written: the verb and its arguments, and perhaps a condition beside them. */
export const operation = z.union([
  z.strictObject({ ssh, when }),
  z.strictObject({ wait, when }),
  z.strictObject({ manual, when }),
  z.strictObject({ site, when }),
  z.strictObject({ file, when }),
  z.strictObject({ port, when }),
  z.strictObject({ ldap, when }),
  z.strictObject({ compare, when }),
  z.strictObject({ stream, when }),
  z.strictObject({ dns, when }),
]);
export type Operation = z.infer<typeof operation>;
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
