import { formatProblem, type Localized, type Parameter, type Problem, allowedFor } from '#core/index.ts';

import { both } from './words.ts';

type Parameters = Readonly<Record<string, Parameter>>;

/**
 * What is wrong with values, or with what the inventory adds to them. With the runbook's parameters it can say in either
 * language what may stand there. Other problems are for whoever writes the files, whose words they repeat.
 */
export function problemSentence(problem: Problem, parameters: Parameters = {}): Localized {
  const parameter = Object.hasOwn(parameters, problem.path) ? parameters[problem.path] : undefined;
  // What was typed stands in no file.
  const where = problem.file === 'values' ? problem.path : `${problem.file}:${problem.line} ${problem.path}`;
  if (problem.rule === 'not-in-inventory')
    return both(
      `${problem.path}: not in the inventory. Enter it in ${problem.file}.`,
      `${problem.path}：インベントリにありません。${problem.file} に登録してください。`,
    );
  const en =
    problem.file === 'values'
      ? `${where}: found ${problem.found}, allowed: ${problem.allowed}`
      : formatProblem(problem);
  const ja = japanese(problem, parameter);
  // Half a sentence in Japanese would help nobody: the line has one form, which editors and scripts can read.
  return both(en, ja === null ? en : `${where}：${ja}`);
}

function japanese({ rule, found, allowed }: Problem, parameter: Parameter | undefined): string | null {
  const bare = found.replaceAll(/^"|"$/gu, '');
  switch (rule) {
    case 'missing-value':
      return parameter === undefined
        ? '値を指定してください。'
        : `値がありません。${before('として', parameter.title.ja)}、${before('を', mayBe(parameter, bare))}指定してください。`;
    case 'value':
      return parameter === undefined
        ? `「${bare}」は使えません（使えるもの：${allowed}）。`
        : `「${bare}」は使えません。${before('を', mayBe(parameter, bare))}指定してください。`;
    case 'unknown-parameter':
      return `このパラメータはありません。使えるのは ${allowed} です。`;
    case 'secret-as-reference':
      return '秘密の値です。値そのものではなく、参照（env:名前、file:/絶対パス、またはインベントリの名前）を指定してください。';
    case 'misplaced-secret':
      return `ここでは秘密の値を使えません（${secretIn(found)}）。使えるのは、コマンド、標準入力、質問への回答、バインドパスワードだけです。`;
    case 'broken-line':
      return '改行は使えません。ファイルの 1 行に入る値です。';
    case 'undeclared-parameter':
      return `ランブックが渡さないパラメータ「${bare}」は使えません（使えるもの：${namesIn(allowed)}）。`;
    case 'missing-host':
      return '実行するホストがありません。インベントリのホストを指定してください。';
    default:
      return null;
  }
}

function mayBe(parameter: Parameter, typed: string): string {
  if (parameter.type === 'choice') return `${parameter.of.map(({ value }) => value).join('、')} のどれか`;
  if (parameter.type === 'flag') return 'true か false';
  if (parameter.type === 'users' && typed.startsWith('@'))
    return 'メールボックス名そのもの（またはターミナルで、@ に続けて、読み取れるファイル）';
  return allowedFor(parameter).ja;
}

/** Latin words stand apart from the Japanese that follows them. */
const before = (particle: string, words: string): string =>
  `${words}${/[\da-z]$/iu.test(words) ? ' ' : ''}${particle}`;

/** `the secret "bindPassword"`: the name alone. */
const secretIn = (found: string): string => found.replace(/^the secret "(.*)"$/u, '$1');

const namesIn = (allowed: string): string => (allowed.startsWith('no parameter') ? 'なし' : allowed);
