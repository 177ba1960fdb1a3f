// Writes what Docusaurus builds the documentation from, into docs-site/.gen: pages in both languages, data beside them, Markdown for
// programs. WATARI_RUNBOOKS names a folder of runbooks that get pages as well. Prints every problem of the sources with file and
// line, and ends with 1, before Docusaurus sees anything of it. `--drafts`, for whoever is writing: goes on with what there is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { readContent } from './generator/content.ts';
import { readReference } from './generator/read-reference.ts';
import { readRunbooks } from './generator/read-runbooks.ts';
import { runbookFolders } from './generator/runbook-folders.ts';
import { formatSiteProblem } from './generator/site-problem.ts';
import { makeSite } from './generator/site.ts';
import { writeFiles } from './generator/write-files.ts';
import { glossary } from './glossary/index.ts';
import { takeTurn } from './whole/turn.ts';

const root = join(import.meta.dirname, '..');
// Problems name files as people at the top of the checkout do.
process.chdir(root);
await takeTurn(root, (line) => console.error(line));

const { runbooks, problems } = readRunbooks(runbookFolders(root, process.env['WATARI_RUNBOOKS']));
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const site = makeSite({
  runbooks,
  root,
  content: readContent(join(root, 'docs-site/content'), 'docs-site/content'),
  glossary,
  reference: readReference(root),
  address: process.env['WATARI_DOCS_URL'] ?? null,
});
if (site.problems.length > 0) {
  console.error(site.problems.map(formatSiteProblem).join('\n'));
  if (!process.argv.includes('--drafts')) process.exit(1);
}
const out = join(root, 'docs-site/.gen');
const isNew = !existsSync(out);
const changes = writeFiles(out, site.files);
console.log(`${site.files.size} files of the documentation, ${isNew ? 'all new' : `${changes} changed`}`);
