import { allowedFor, type Localized, type Parameter, type Problem, problemLine } from '#core/index.ts';

import { nearest } from '../nearest.ts';
import { both } from './words.ts';

type Parameters = Readonly<Record<string, Parameter>>;

/**
 * What is wrong with a file, or with values. With the runbook's parameters it says of a value in the words of its form
 * what may stand there.
 */
export function problemSentence(problem: Problem, parameters: Parameters = {}): Localized {
  const parameter = Object.hasOwn(parameters, problem.path) ? parameters[problem.path] : undefined;
  // What was typed stands in no file.
  const where =
    problem.file === 'values' ? problem.path : `${problem.file}:${problem.line} ${problem.path}`.trim();
  if (problem.rule === 'not-in-inventory')
    return both(
      `${problem.path}: not in the inventory. Enter it in ${problem.file}.`,
      `${problem.path}：インベントリにありません。${problem.file} に登録してください。`,
    );
  const line = problemLine(problem, where);
  const near = problem.rule === 'unknown-parameter' ? nearest(problem.path, Object.keys(parameters)) : null;
  const ja = japanese(problem, parameter, near);
  return both(
    near === null ? line.en : `${line.en}. The nearest is ${near}`,
    ja === null ? line.ja : `${where}：${ja}`,
  );
}

function japanese(problem: Problem, parameter: Parameter | undefined, near: string | null): string | null {
  const { rule } = problem;
  const [found, allowed] = [problem.found.ja, problem.allowed.ja];
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
      return near === null
        ? `このパラメータはありません。使えるのは ${allowed} です。`
        : `このパラメータはありません。${near} のことですか。使えるのは ${allowed} です。`;
    case 'secret-as-reference':
      return '秘密の値です。値そのものではなく、参照（env:名前、file:/絶対パス、またはインベントリの名前）を指定してください。';
    case 'broken-line':
      return '改行は使えません。ファイルの 1 行に入る値です。';
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
