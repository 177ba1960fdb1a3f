import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { formatProblem, loadRunbookFile, loadRunbooks } from '#core/runbook/index.ts';

const whole = join(import.meta.dirname, 'whole.yaml');
const content = readFileSync(whole, 'utf8');
const withVariants = content.replace(
  'steps:\n  - id: stop',
  [
    'variants:',
    '  long: { title: { en: Long, ja: 長 }, leaveOut: [] }',
    '  short: { title: { en: Short, ja: 短 }, leaveOut: [copy], set: { mode: cold } }',
    'steps:',
    '  - id: stop',
  ].join('\n'),
);

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'watari-runbooks-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
};

test('lists the steps of groups flat, each with its group', () => {
  const [book] = loadRunbookFile(whole).runbooks;
  expect(book?.id).toBe('example/restart');
  expect(book?.steps.map((step) => [step.number, step.id, step.group?.number ?? null])).toEqual([
    ['1', 'stop', null],
    ['2a', 'copy', '2'],
    ['2b', 'tell', '2'],
    ['3', 'start', null],
  ]);
});

test('makes every variant a runbook of its own, in the folder of its source', () => {
  const { runbooks } = loadRunbookFile('restart.yaml', withVariants);
  expect(runbooks.map((book) => [book.id, book.title.en, book.steps.map((step) => step.id)])).toEqual([
    ['example/long', 'Long', ['stop', 'copy', 'tell', 'start']],
    ['example/short', 'Short', ['stop', 'tell', 'start']],
  ]);
});

test('asks a variant for nothing that only its left-out steps use', () => {
  const [long, short] = loadRunbookFile('restart.yaml', withVariants).runbooks;
  const left = new Set(Object.keys(short?.parameters ?? {}));
  expect(Object.keys(long?.parameters ?? {}).filter((name) => !left.has(name))).toEqual([
    'users',
    'userFile',
  ]);
});

test('leaves a variant no other choice than the one it sets', () => {
  const short = loadRunbookFile('restart.yaml', withVariants).runbooks[1];
  expect(short?.parameters['mode']).toMatchObject({
    of: [{ value: 'cold' }],
    default: 'cold',
    example: 'cold',
  });
});

test('leaves out a whole group by its id', () => {
  const { runbooks } = loadRunbookFile('restart.yaml', withVariants.replace('[copy]', '[move]'));
  expect(runbooks[1]?.steps.map((step) => step.id)).toEqual(['stop', 'start']);
});

test('counts what is left of a variant anew, letters kept, and refers to steps by their new numbers', () => {
  const { runbooks } = loadRunbookFile(
    'restart.yaml',
    withVariants
      .replace('leaveOut: [copy]', 'numbers: consecutive, leaveOut: [stop, copy]')
      .replace('en: Starts it.', 'en: "Starts it after step {{step tell}} of {{step move}}."')
      .replace('service: { mail: down }', ''),
  );
  expect(runbooks.map((book) => book.steps.map(({ number }) => number))).toEqual([
    ['1', '2a', '2b', '3'],
    ['1b', '2'],
  ]);
  expect(runbooks.map((book) => book.steps.at(-1)?.text.en)).toEqual([
    'Starts it after step 2b of 2.',
    'Starts it after step 1b of 1.',
  ]);
  expect(runbooks[1]?.steps[0]?.group?.number).toBe('1');
});

test('lets one parameter stand for another in a variant, and asks for it alone', () => {
  const short = loadRunbookFile(
    'restart.yaml',
    withVariants.replace('leaveOut: [copy]', 'with: { userFile: root }, leaveOut: []'),
  ).runbooks[1];
  expect(Object.keys(short?.parameters ?? {})).not.toContain('userFile');
  expect(short?.steps[1]?.do[0]).toMatchObject({
    ssh: { pipe: ['out -u {{root}}', 'in -f-'], sessions: { file: 'root' } },
  });
});

test('adds what a variant assumes and advises to what all assume, under a summary of its own', () => {
  const short = loadRunbookFile(
    'restart.yaml',
    withVariants
      .replace(
        'leaveOut: [copy]',
        'summary: { en: Shortly., ja: 短く。 }, advice: [{ en: Do it., ja: 実行。 }], leaveOut: [copy]',
      )
      .replace('advice: []', 'advice: [{ en: Read it., ja: 読む。 }]'),
  ).runbooks[1];
  expect(short?.summary.en).toBe('Shortly.');
  expect(short?.advice.map(({ en }) => en)).toEqual(['Read it.', 'Do it.']);
});

test('says of a variant what is wrong with its file', () => {
  const { unfit } = loadRunbookFile('restart.yaml', withVariants.replace('id: tell', 'id: copy'));
  expect([...unfit].map(([id, problems]) => [id, problems.map(({ rule }) => rule)])).toEqual([
    ['example/long', ['duplicate-id']],
    ['example/short', ['duplicate-id']],
  ]);
});

test('reads the runbooks of a folder by name and fragments for their mistakes alone', () => {
  const dir = folder();
  mkdirSync(join(dir, 'example', 'fragments'), { recursive: true });
  cpSync(whole, join(dir, 'example', 'restart.yaml'));
  cpSync(
    join(import.meta.dirname, 'broken', 'yaml-syntax.yaml'),
    join(dir, 'example', 'fragments', 'x.yaml'),
  );
  const { runbooks, problems } = loadRunbooks(dir);
  expect(runbooks.map(({ id }) => id)).toEqual(['example/restart']);
  expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    `${join(dir, 'example', 'fragments', 'x.yaml')} yaml`,
  ]);
});

test('says a mistake of a fragment once, however many runbooks use it', () => {
  const dir = folder();
  mkdirSync(join(dir, 'example', 'fragments'), { recursive: true });
  cpSync(
    join(import.meta.dirname, 'broken/fragments/stop-wrongly.yaml'),
    join(dir, 'example/fragments/stop-wrongly.yaml'),
  );
  const using = readFileSync(join(import.meta.dirname, 'broken/fragment-with-mistake.yaml'), 'utf8');
  writeFileSync(join(dir, 'example', 'a.yaml'), using);
  writeFileSync(join(dir, 'example', 'b.yaml'), using.replace('example/restart', 'example/again'));
  const { problems, unfit } = loadRunbooks(dir);
  expect(problems.map(({ rule }) => rule)).toEqual(['hidden-failure']);
  expect([...unfit.keys()].toSorted()).toEqual(['example/again', 'example/restart']);
});

test('refuses two runbooks of one name', () => {
  const dir = folder();
  cpSync(whole, join(dir, 'a.yaml'));
  cpSync(whole, join(dir, 'b.yaml'));
  expect(loadRunbooks(dir).problems.map((one) => formatProblem(one).replaceAll(`${dir}/`, ''))).toEqual([
    'b.yaml:1 id: found "example/restart", which is in a.yaml as well, allowed: a name that no other runbook or variant has',
  ]);
});

test('ships runbooks without a problem', () => {
  expect(loadRunbooks(join(import.meta.dirname, '../../../runbooks')).problems.map(formatProblem)).toEqual(
    [],
  );
});
