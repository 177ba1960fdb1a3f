import { execFileSync } from 'node:child_process';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { VALUES, operationOf, planOf } from './crossing.ts';

const nasty = [
  "it's",
  '"double"',
  '$(reboot) `reboot` ${x}',
  'two\nlines\n',
  '-rf',
  ' spaces  ',
  'a;b&c|d>e<f(g)#h*i?j[k]~l!m\\n',
  '日本語の値',
  '=',
  '{{root}}',
  '\t\r',
];

it('hands every value to a real shell as one word, unharmed and unexecuted', () => {
  const random = fc.sample(fc.string({ unit: 'grapheme', minLength: 1 }), { numRuns: 60, seed: 20263 });
  const values = [...nasty, ...random].filter((one) => one !== '' && !one.includes('\0'));
  const commands = values.map((remark) => {
    const operation = operationOf(planOf({ values: { ...VALUES, root: '/n', remark } }), '1 do.1');
    if (operation.verb !== 'ssh') throw new Error('no ssh operation');
    // The command is `/n/bin/note -m VALUE`; a function of the test prints what the real program would be given.
    return operation.command?.replace('/n/bin/note', 'note');
  });
  const script = `note() { printf '%s\\0' "$#" "$2"; }\n${commands.join('\n')}\n`;
  const out = execFileSync('/bin/sh', ['-s'], { input: script, encoding: 'utf8' });
  expect(out.split('\0').slice(0, -1)).toEqual(values.flatMap((value) => ['2', value]));
});
