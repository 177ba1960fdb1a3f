import { z } from 'zod';

import { condition } from '../condition-form.ts';
import { means } from '../meaning.ts';
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

const when = means(
  condition.optional(),
  'Beside the verb: it is carried out only where this holds, and is left out of the plan otherwise.',
  '操作の横に書く条件です。成り立つときだけ実行し、成り立たなければ計画に含めません。',
);

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
export { VERBS, type Verb } from './verbs.ts';
