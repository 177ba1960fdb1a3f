// Says where the documentation of this checkout stands, made for the root of a host, and builds it first where nobody has.
// For the rehearsal workspace, which serves it: lines of JSON on standard output, all else on standard error.
import { join } from 'node:path';

import { sayWhereWhole } from './whole/say-where.ts';

const root = join(import.meta.dirname, '..');
const docusaurus = join(root, 'node_modules/@docusaurus/core/bin/docusaurus.mjs');

process.exitCode = await sayWhereWhole(root, (folder) => [
  [process.execPath, 'generate.ts'],
  [process.execPath, docusaurus, 'build', '--out-dir', folder],
]);
