import { describe, expect, test } from 'vitest';

import { judge, type Left } from '#core/executors/expectation.ts';
import type { Localized } from '#core/runbook/localized.ts';
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

  const unmet: readonly (readonly [Expectation, Left, 'exit' | 'output', Localized])[] = [
    [
      {},
      left({ exits: [3] }),
      'exit',
      { en: 'exit status 3, expected 0', ja: '終了ステータスは 3 で、期待値の 0 と一致しません' },
    ],
    [
      { exit: [0, 1] },
      left({ exits: [2] }),
      'exit',
      {
        en: 'exit status 2, expected 0 or 1',
        ja: '終了ステータスは 2 で、期待値の 0 または 1 と一致しません',
      },
    ],
    [
      {},
      left({ exits: [137] }),
      'exit',
      {
        en: 'exit status 137 (signal 9), expected 0',
        ja: '終了ステータスは 137（シグナル 9）で、期待値の 0 と一致しません',
      },
    ],
    [
      {},
      left({ exits: [0, 2] }),
      'exit',
      {
        en: 'part 2 of 2 of the pipeline ended with exit status 2, expected 0',
        ja: 'パイプライン中 2 番目（全 2 個）のコマンドの終了ステータスは 2 で、期待値の 0 と一致しません',
      },
    ],
    [
      { stdout: { is: 'x' } },
      left({ stdout: 'y\nz\n' }),
      'output',
      {
        en: 'standard output is "y / z", expected "x"',
        ja: '標準出力は "y / z" で、期待値の "x" と一致しません',
      },
    ],
    [
      { stdout: { contains: 'x' } },
      left(),
      'output',
      {
        en: 'standard output is empty, expected it to contain "x"',
        ja: '標準出力は空で、必要な "x" を含んでいません',
      },
    ],
    [
      { stdout: { empty: false } },
      left(),
      'output',
      { en: 'standard output is empty, expected something', ja: '標準出力は空ですが、内容が必要です' },
    ],
    [
      { stderr: { empty: true } },
      left({ stderr: 'no\n' }),
      'output',
      {
        en: 'standard error is "no", expected nothing',
        ja: '標準エラー出力は "no" ですが、空である必要があります',
      },
    ],
    [
      { stdout: { lacks: 'rror' } },
      left({ stdout: 'Error' }),
      'output',
      {
        en: 'standard output contains "rror", expected not to',
        ja: '標準出力に、含まれてはならない "rror" があります',
      },
    ],
    [
      { stdout: { matches: '^0$' } },
      left({ stdout: '12\n' }),
      'output',
      {
        en: 'standard output is "12", expected it to match /^0$/',
        ja: '標準出力は "12" で、正規表現 /^0$/ に一致しません',
      },
    ],
    [
      { stdout: { lacksMatch: 'E\\d+' } },
      left({ stdout: 'E42' }),
      'output',
      {
        en: 'standard output contains "E42", expected nothing that matches /E\\d+/',
        ja: '標準出力に、あってはならない正規表現 /E\\d+/ に一致する "E42" があります',
      },
    ],
  ];
  test.each(unmet)('%j is not met by %j', (expected, found, kind, sentence) => {
    expect(judge(expected, found)).toEqual({ kind, sentence });
  });

  test('does not believe that something does not stand in an output whose middle it has not seen', () => {
    const cut = { stdout: true, stderr: false };
    for (const stdout of [{ lacks: 'error' }, { lacksMatch: 'E\\d+' }]) {
      expect(judge({ stdout }, left({ stdout: 'fine', cut }))).toEqual({
        kind: 'output',
        sentence: {
          en: 'standard output is too long to say what does not stand in it',
          ja: '標準出力が長すぎるため、含まれてはならない文字列がないことを確認できません',
        },
      });
      expect(judge({ stderr: stdout }, left({ stdout: 'fine', cut }))).toEqual({ kind: 'met' });
    }
    expect(judge({ stdout: { contains: 'fine' } }, left({ stdout: 'fine', cut }))).toEqual({ kind: 'met' });
  });

  test('shows the end of a long output', () => {
    const judged = judge({ stdout: { is: 'x' } }, left({ stdout: `${'a'.repeat(500)}END` }));
    expect(judged).toMatchObject({
      kind: 'output',
      sentence: {
        en: expect.stringMatching(/"…a{197}END", expected "x"$/u),
        ja: expect.stringMatching(/"…a{197}END" で、期待値の "x" と一致しません$/u),
      },
    });
  });

  test('hides a secret before it cuts a long line where the secret stands', () => {
    const hide = (text: string): string => text.replaceAll('Correct9Horse', '••••');
    const long = `Correct9Horse${'y'.repeat(195)}`;
    for (const stdout of [{ is: 'nothing' }, { lacksMatch: 'Horse' }]) {
      const judgement = judge({ stdout }, left({ stdout: long }), hide);
      expect(judgement).toMatchObject({ kind: 'output' });
      expect(JSON.stringify(judgement)).not.toContain('Horse"');
      expect(JSON.stringify(judgement)).not.toContain('Horsey');
      expect(JSON.stringify(judgement)).not.toContain('seyy');
    }
  });
});
