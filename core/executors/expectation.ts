import type { Localized } from '../runbook/localized.ts';
import type { Expectation, Match } from '../runbook/operations/expect.ts';
import { HIDDEN } from '../runbook/render.ts';

/** What a command left behind. A pipeline has one exit status a part. */
export type Left = {
  readonly exits: readonly number[];
  readonly stdout: string;
  readonly stderr: string;
  /** Of which the middle was left out, so that nobody knows what stood there. Left out: of neither. */
  readonly cut?: { readonly stdout: boolean; readonly stderr: boolean };
};
export type Judgement =
  | { readonly kind: 'met' }
  | { readonly kind: 'exit' | 'output'; readonly sentence: Localized };

const STDOUT: Localized = { en: 'standard output', ja: '標準出力' };
const STDERR: Localized = { en: 'standard error', ja: '標準エラー出力' };

/** Hides secrets. It sees a whole output: what is cut or joined first could hide half a secret from it. */
type Redact = (text: string) => string;
const asItIs: Redact = (text) => text;

/** Does what came out look as it must? Says what was found and what was expected, `redact`ed. */
export function judge(expected: Expectation, left: Left, redact: Redact = asItIs): Judgement {
  const allowed = expected.exit ?? [0];
  const bad = left.exits.findIndex((exit) => !allowed.includes(exit));
  if (bad !== -1) return { kind: 'exit', sentence: exitSentence(left.exits, bad, allowed) };
  for (const [name, match, text, cut] of [
    [STDOUT, expected.stdout, left.stdout, left.cut?.stdout],
    [STDERR, expected.stderr, left.stderr, left.cut?.stderr],
  ] as const) {
    if (match === undefined) continue;
    const sentence = mismatch(match, text, name, redact) ?? (cut === true ? unseen(match, name) : null);
    if (sentence !== null) return { kind: 'output', sentence };
  }
  return { kind: 'met' };
}

/** What must not stand in an output may have stood where nobody looked. */
const unseen = ({ lacks, lacksMatch }: Match, what: Localized): Localized | null =>
  lacks === undefined && lacksMatch === undefined
    ? null
    : {
        en: `${what.en} is too long to say what does not stand in it`,
        ja: `${what.ja}が長すぎるため、含まれてはならない文字列がないことを確認できません`,
      };

function exitSentence(exits: readonly number[], bad: number, allowed: readonly number[]): Localized {
  const exit = exits[bad] ?? 255;
  const [part, all] = [bad + 1, exits.length];
  const signal = exit > 128 && exit < 160 ? exit - 128 : null;
  const where =
    all > 1
      ? {
          en: `part ${part} of ${all} of the pipeline ended with `,
          ja: `パイプライン中 ${part} 番目（全 ${all} 個）のコマンドの`,
        }
      : { en: '', ja: '' };
  const how =
    signal === null
      ? { en: '', ja: ` ${exit} ` }
      : { en: ` (signal ${signal})`, ja: ` ${exit}（シグナル ${signal}）` };
  return {
    en: `${where.en}exit status ${exit}${how.en}, expected ${allowed.join(' or ')}`,
    ja: `${where.ja}終了ステータスは${how.ja}で、期待値の ${allowed.join(' または ')} と一致しません`,
  };
}

/** Why the text called `what` does not match, or null if every key given holds. A final line break does not count. */
export function mismatch(
  match: Match,
  text: string,
  what: Localized,
  redact: Redact = asItIs,
): Localized | null {
  const body = text.replace(/\r?\n$/u, '');
  const open = redact(body);
  const found = shown(open);
  const says = (en: string, ja: string): Localized => ({ en: `${what.en} ${en}`, ja: `${what.ja}${ja}` });
  if (match.is !== undefined && body !== match.is.replace(/\r?\n$/u, '')) {
    const wanted = shown(match.is);
    return says(
      `is ${found.en}, expected ${wanted.en}`,
      `は${found.ja}で、期待値の${wanted.ja}と一致しません`,
    );
  }
  if (match.empty === true && body.trim() !== '')
    return says(`is ${found.en}, expected nothing`, `は${found.ja}ですが、空である必要があります`);
  if (match.empty === false && body.trim() === '')
    return says('is empty, expected something', 'は空ですが、内容が必要です');
  if (match.contains !== undefined && !text.includes(match.contains)) {
    const wanted = shown(match.contains);
    return says(
      `is ${found.en}, expected it to contain ${wanted.en}`,
      `は${found.ja}で、必要な${wanted.ja}を含んでいません`,
    );
  }
  if (match.lacks !== undefined && text.includes(match.lacks)) {
    const unwanted = shown(match.lacks);
    return says(`contains ${unwanted.en}, expected not to`, `に、含まれてはならない${unwanted.ja}があります`);
  }
  if (match.matches !== undefined && !new RegExp(match.matches, 'mu').test(text))
    return says(
      `is ${found.en}, expected it to match /${match.matches}/`,
      `は${found.ja}で、正規表現 /${match.matches}/ に一致しません`,
    );
  const hit = match.lacksMatch === undefined ? null : new RegExp(match.lacksMatch, 'mu').exec(text);
  if (hit === null) return null;
  // A piece of a secret is not known for one by itself.
  const unwanted = shown(open.includes(hit[0]) ? hit[0] : HIDDEN);
  return says(
    `contains ${unwanted.en}, expected nothing that matches /${match.lacksMatch}/`,
    `に、あってはならない正規表現 /${match.lacksMatch}/ に一致する${unwanted.ja}があります`,
  );
}

const SHOWN = 200;

/** One line, in quotes, its end if it is long: old tools say at the end what went wrong. */
function shown(text: string): Localized {
  const line = text.trim().replaceAll(/\s*\r?\n\s*/gu, ' / ');
  if (line === '') return { en: 'empty', ja: '空' };
  const quoted = `"${line.length > SHOWN ? `…${line.slice(-SHOWN)}` : line}"`;
  return { en: quoted, ja: ` ${quoted} ` };
}
