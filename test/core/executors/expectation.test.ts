import { describe, expect, test } from 'vitest';

import { judge, type Left } from '#core/executors/expectation.ts';
import type { Expectation } from '#core/runbook/operations/expect.ts';

const left = (own: Partial<Left> = {}): Left => ({ exits: [0], stdout: '', stderr: '', ...own });

describe('an expectation', () => {
  const met: readonly (readonly [rule: string, Expectation, Left])[] = [
    ['is exit status 0 when nothing is said', {}, left()],
    ['allows what it lists', { exit: [0, 3] }, left({ exits: [3] })],
    ['ignores a final line break', { stdout: { is: 'Release 4.0' } }, left({ stdout: 'Release 4.0\r\n' })],
    ['finds a part', { stderr: { contains: 'warning' } }, left({ stderr: 'a warning\n' })],
    ['matches line by line', { stdout: { matches: '^b$' } }, left({ stdout: 'a\nb\nc\n' })],
    ['holds empty for white space', { stdout: { empty: true } }, left({ stdout: ' \n' })],
  ];
  test.each(met)('%s', (_rule, expected, found) => {
    expect(judge(expected, found)).toEqual({ kind: 'met' });
  });

  const unmet: readonly (readonly [Expectation, Left, 'exit' | 'output', string])[] = [
    [{}, left({ exits: [3] }), 'exit', 'exit status 3, expected 0'],
    [{ exit: [0, 1] }, left({ exits: [2] }), 'exit', 'exit status 2, expected 0 or 1'],
    [{}, left({ exits: [137] }), 'exit', 'exit status 137 (signal 9), expected 0'],
    [{}, left({ exits: [0, 2] }), 'exit', 'part 2 of 2 of the pipeline ended with exit status 2, expected 0'],
    [
      { stdout: { is: 'x' } },
      left({ stdout: 'y\nz\n' }),
      'output',
      'standard output is "y / z", expected "x"',
    ],
    [{ stdout: { contains: 'x' } }, left(), 'output', 'standard output is empty, expected it to contain "x"'],
    [{ stdout: { empty: false } }, left(), 'output', 'standard output is empty, expected something'],
    [
      { stderr: { empty: true } },
      left({ stderr: 'no\n' }),
      'output',
      'standard error is "no", expected nothing',
    ],
    [
      { stdout: { lacks: 'rror' } },
      left({ stdout: 'Error' }),
      'output',
      'standard output contains "rror", expected not to',
    ],
    [
      { stdout: { matches: '^0$' } },
      left({ stdout: '12\n' }),
      'output',
      'standard output is "12", expected it to match /^0$/',
    ],
    [
      { stdout: { lacksMatch: 'E\\d+' } },
      left({ stdout: 'E42' }),
      'output',
      'standard output contains "E42", expected nothing that matches /E\\d+/',
    ],
  ];
  test.each(unmet)('%j is not met by %j', (expected, found, kind, sentence) => {
    expect(judge(expected, found)).toEqual({ kind, sentence });
  });

  test('shows the end of a long output', () => {
    const judged = judge({ stdout: { is: 'x' } }, left({ stdout: `${'a'.repeat(500)}END` }));
    expect(judged).toMatchObject({
      kind: 'output',
      sentence: expect.stringMatching(/"…a{197}END", expected "x"$/u),
    });
  });
});
