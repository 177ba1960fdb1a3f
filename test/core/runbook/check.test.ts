import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Fragments } from '#core/runbook/fragment-file.ts';
import {
  RULES,
  formatProblem,
  loadRunbookFile,
  problemLine,
  secretsInArguments,
} from '#core/runbook/index.ts';

const here = import.meta.dirname;
const folder = join(here, 'broken');
/** The fragments of the broken runbooks, some of them broken themselves. */
const fragments: Fragments = {
  names: () => ['stop'],
  read(name) {
    const path = join(folder, 'fragments', `${name}.yaml`);
    return existsSync(path) ? { file: `fragments/${name}.yaml`, content: readFileSync(path, 'utf8') } : null;
  },
};
const broken = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** The expectations stand in the first lines, `# expect: <rule> <file>:<line> <path>: found …, allowed: …`. */
const expected = (content: string): readonly string[] =>
  content.split('\n').flatMap((line) => (line.startsWith('# expect: ') ? [line.slice(10)] : []));

test('finds nothing in the runbook that the broken ones are made from', () => {
  expect(loadRunbookFile(join(here, 'whole.yaml')).problems).toEqual([]);
});

test.each(broken)('says of %s exactly what is wrong, where, and what may stand there', (name) => {
  const content = readFileSync(join(folder, name), 'utf8');
  const { runbooks, problems } = loadRunbookFile(name, content, fragments);
  expect(problems.map((problem) => `${problem.rule} ${formatProblem(problem)}`)).toEqual(expected(content));
  expect(runbooks).toEqual([]);
});

/** In order of file: what all broken runbooks have wrong, read as one page. */
test('says every mistake in Japanese too, behind the same file and line', async () => {
  const lines = broken.flatMap((name) => {
    const content = readFileSync(join(folder, name), 'utf8');
    return loadRunbookFile(name, content, fragments).problems.map((problem) => problemLine(problem).ja);
  });
  expect(
    lines.filter(
      (line) => !/^\S+\.yaml:\d+ \S+：(?:現在は.+です|記述がありません)。書けるもの：.+。$/u.test(line),
    ),
  ).toEqual([]);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('broken.ja.txt');
});

test('has a broken runbook for every rule but the one about two files', () => {
  const shown = broken.flatMap((name) => expected(readFileSync(join(folder, name), 'utf8')));
  const rules = new Set(shown.map((line) => line.split(' ')[0]));
  expect(RULES.map((rule) => rule.name).filter((name) => !rules.has(name))).toEqual(['duplicate-runbook']);
});

test('reports every problem of a file at once', () => {
  const content = readFileSync(join(here, 'whole.yaml'), 'utf8')
    .replace('example: mail.siroe.com', 'example: mail siroe')
    .replace('-l {{label}}', '-l {{label}} | cat')
    .replace('id: start', 'id: stop');
  const { problems } = loadRunbookFile('many.yaml', content);
  expect(problems.map((one) => `${String(one.line)} ${one.rule}`)).toEqual([
    '8 unfit-value',
    '27 hidden-failure',
    '55 duplicate-id',
  ]);
});

test('names the operations that carry a secret in their arguments', () => {
  const [book] = loadRunbookFile(join(here, 'whole.yaml')).runbooks;
  expect(
    book?.steps.flatMap((step) => secretsInArguments(step, book.parameters).map((one) => [step.id, one])),
  ).toEqual([['start', { part: 'do', index: 0, parameters: ['secret'] }]]);
});
