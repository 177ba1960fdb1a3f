import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { formatProblem, loadRunbookFile } from '#core/runbook/index.ts';

const whole = readFileSync(join(import.meta.dirname, 'whole.yaml'), 'utf8').replace(
  'risk: irreversible',
  'risk: disruptive',
);
const ownStop = whole.slice(whole.indexOf('  - id: stop\n'), whole.indexOf('  - group: move'));

const FRAGMENT = `fragment: example/stop
parameters:
  label: { type: text, title: { en: Label of the fragment, ja: 目印 }, example: f }
  grace: { type: integer, title: { en: Grace, ja: 猶予 }, min: 1, max: 9, default: 2 }
  signal: { type: text, title: { en: Signal, ja: シグナル }, example: TERM }
words: { tool: "{{root}}/stop" }
step:
  id: stop
  title: { en: Stop, ja: 停止 }
  text: { en: "Stops {{machine}} before step {{step start}}.", ja: "手順 {{step start}} の前に {{machine}} を停止します。" }
  notes:
    - { en: "A note of the fragment.", ja: 元の注記。 }
  when: { way: warm }
  risk: disruptive
  backup: true
  service: { mail: down }
  do:
    - ssh: { on: machine, run: "{{>tool}} -l {{label}} -g {{grace}}" }
  verify:
    - port: { on: machine, port: port, state: closed }
  undo:
    - ssh: { on: machine, run: "{{root}}/resume -s {{signal}}" }
`;

/** The whole runbook with its first step taken from the fragment. */
const load = (use: string, fragment = FRAGMENT) =>
  loadRunbookFile('restart.yaml', whole.replace(ownStop, `  - use: stop\n    number: "1"\n${use}`), {
    names: () => ['stop'],
    read: (name) => (name === 'stop' ? { file: 'fragments/stop.yaml', content: fragment } : null),
  });
const firstOf = (use: string) => {
  const loaded = load(use);
  expect(loaded.problems.map(formatProblem)).toEqual([]);
  return loaded.runbooks[0];
};

const RENAMED = '    with: { machine: mailHost, way: mode }\n';
const COLD_TOO = '    when: { label: night }\n    undo: [{ manual: { ask: { en: Resume., ja: 再開。 } } }]\n';

test('renames parameters wherever a fragment names them', () => {
  const step = firstOf(RENAMED)?.steps[0];
  expect(step).toMatchObject({
    id: 'stop',
    number: '1',
    when: { mode: 'warm' },
    do: [{ ssh: { on: 'mailHost', run: '{{root}}/stop -l {{label}} -g {{grace}}' } }],
    verify: [{ port: { on: 'mailHost', port: 'port' } }],
  });
  expect(step?.text.en).toBe('Stops {{mailHost}} before step 3.');
});

test('declares what the fragment declares, unless the runbook does itself', () => {
  const parameters = firstOf(RENAMED)?.parameters;
  expect(parameters?.['grace']).toMatchObject({ default: 2 });
  expect(parameters?.['label']?.title.en).toBe('Label');
});

test('asks for nothing that only a replaced part of the fragment uses', () => {
  expect(Object.keys(firstOf(RENAMED)?.parameters ?? {})).toContain('signal');
  expect(Object.keys(firstOf(RENAMED + COLD_TOO)?.parameters ?? {})).not.toContain('signal');
});

test('puts words in as the runbook writes them, without renaming in them', () => {
  const step = firstOf(`${RENAMED}    words: { tool: "sh {{root}}/{{mailHost}}/halt" }\n`)?.steps[0];
  expect(step?.do[0]).toMatchObject({
    ssh: { run: 'sh {{root}}/{{mailHost}}/halt -l {{label}} -g {{grace}}' },
  });
});

test('demands both conditions, replaces what is said anew and appends notes', () => {
  const step = firstOf(
    `${RENAMED}${COLD_TOO}    id: halt\n    risk: safe\n    notes: [{ en: A note of ours., ja: 追加の注記。 }]\n`,
  )?.steps[0];
  expect(step).toMatchObject({
    id: 'halt',
    risk: 'safe',
    when: { all: [{ mode: 'warm' }, { label: 'night' }] },
    notes: [{ en: 'A note of the fragment.' }, { en: 'A note of ours.' }],
    undo: [{ manual: {} }],
  });
});

test('is the same step as one that is written out, to plan and hashes', () => {
  const used = firstOf(RENAMED)?.steps[0];
  const written = `  - id: stop
    number: "1"
    title: { en: Stop, ja: 停止 }
    text: { en: "Stops {{mailHost}} before step {{step start}}.", ja: "手順 {{step start}} の前に {{mailHost}} を停止します。" }
    notes:
      - { en: A note of the fragment., ja: 元の注記。 }
    when: { mode: warm }
    risk: disruptive
    backup: true
    service: { mail: down }
    do:
      - ssh: { on: mailHost, run: "{{root}}/stop -l {{label}} -g {{count}}" }
    verify:
      - port: { on: mailHost, port: port, state: closed }
    undo:
      - ssh: { on: mailHost, run: "{{root}}/resume -s {{label}}" }
`;
  const own = loadRunbookFile('restart.yaml', whole.replace(ownStop, written)).runbooks[0]?.steps[0];
  const renamed = firstOf('    with: { machine: mailHost, way: mode, grace: count, signal: label }\n')
    ?.steps[0];
  expect(renamed).toEqual(own);
  expect(used).not.toEqual(own);
});

test('reports a mistake of the fragment by its own file and line, and one of the use by the runbook', () => {
  const { problems } = load(
    `${RENAMED}    notes: [{ en: "{{us}}", ja: 注記 }]\n`,
    FRAGMENT.replace('-g {{grace}}', '-g {{grace}} | cat').replace('A note of', 'A {{note}} of'),
  );
  expect(problems.map((one) => `${one.file}:${String(one.line)} ${one.rule} ${one.path}`).toSorted()).toEqual(
    [
      'fragments/stop.yaml:12 undeclared-parameter step.notes[0].en',
      'fragments/stop.yaml:18 hidden-failure step.do[0].ssh.run',
      'restart.yaml:22 undeclared-parameter steps[0].notes[0].en',
    ],
  );
});
