import { z } from 'zod';

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

/** As written: one key, the verb, and its arguments. */
export const operation = z.union([
  z.strictObject({ ssh }),
  z.strictObject({ wait }),
  z.strictObject({ manual }),
  z.strictObject({ site }),
  z.strictObject({ file }),
  z.strictObject({ port }),
  z.strictObject({ ldap }),
  z.strictObject({ compare }),
  z.strictObject({ stream }),
  z.strictObject({ dns }),
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
