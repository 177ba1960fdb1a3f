import { expect, test } from 'vitest';

import { compare } from '#core/executors/compare.ts';
import type { PlannedCompare } from '#core/plan/operation.ts';

import { contextWith, printed } from './answering-host.ts';

const operation: PlannedCompare = {
  id: 'verify.1',
  verb: 'compare',
  note: null,
  command: 'old = new',
  left: { host: 'mail', as: null, parts: [['old']] },
  right: { host: 'mail', as: null, parts: [['new']] },
};

test('two lists that are equal as far as they were brought prove nothing', async () => {
  const long = Buffer.alloc(20 * 1024 * 1024, 'x');
  const context = contextWith((_command, { stdin, maxBytes }) => {
    const whole = Buffer.concat([long, Buffer.from(stdin ?? '')]);
    return printed(whole.subarray(0, maxBytes));
  });
  expect(await compare.probe(operation, context)).toMatchObject({
    kind: 'inconclusive',
    detail: {
      en: 'not known: it printed more than 16 MiB',
      ja: '確認できません：出力が 16 MiB を超えました',
    },
  });
});

test('two commands that print nothing prove nothing: a folder that is missing on both sides looks just so', async () => {
  expect(
    await compare.probe(
      operation,
      contextWith(() => printed('\n')),
    ),
  ).toMatchObject({
    kind: 'inconclusive',
    detail: { en: 'not known: neither side printed a line', ja: '確認できません：両側とも出力がありません' },
  });
});

test('two commands about a wave that everybody has left are to print nothing', async () => {
  const nobody: PlannedCompare = { ...operation, ofNobody: true };
  const silent = contextWith(() => printed('\n'));
  expect(await compare.probe(nobody, silent)).toMatchObject({
    kind: 'satisfied',
    detail: { en: 'nobody is left in this wave, and neither side printed a line' },
  });
  const loud = contextWith((_command, { stdin }) =>
    printed(String(stdin).includes('old') ? 'wallyc 3\n' : ''),
  );
  expect(await compare.probe(nobody, loud)).toMatchObject({ kind: 'unsatisfied' });
});

/** `old` and `new` print so many lines each, in pieces of any size. */
const long = (left: readonly string[], right: readonly string[], piece = 70_001) =>
  contextWith((_command, { stdin, maxBytes, onStdout }) => {
    const whole = Buffer.from((String(stdin).includes('old') ? left : right).join('\n'));
    for (let at = 0; at < whole.length; at += piece) onStdout?.(whole.subarray(at, at + piece));
    return printed(whole.subarray(0, maxBytes));
  });
const many = Array.from({ length: 20_000 }, (_, index) => `${index} ${'メール'.repeat(100)}`);

test('lists of any length are equal whatever their order', async () => {
  expect(await compare.probe(operation, long(many, many.toReversed()))).toMatchObject({
    kind: 'satisfied',
    detail: { en: '20000 lines on both sides' },
  });
});

test('one line of a long list that is another one is noticed', async () => {
  expect(await compare.probe(operation, long(many, [...many.slice(0, -1), '19999 lost']))).toMatchObject({
    kind: 'unsatisfied',
    detail: {
      en: 'the lines differ: 20000 lines on the left, 20000 on the right, too many to say which differ',
    },
  });
});

test('a line that stands twice in a long list is not one that stands once', async () => {
  const [first = ''] = many;
  expect(await compare.probe(operation, long([...many, first], many))).toMatchObject({
    kind: 'unsatisfied',
  });
});
