import type { PlannedCompare } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { askHost, type ProbeAnswer, TOO_LONG } from './exec-probe.ts';
import type { Context, Executor } from './executor.ts';
import { judge } from './expectation.ts';
import { LineDigest } from './line-digest.ts';
import { notKnown } from './probe-result.ts';
import { redacted } from './said.ts';
import { answered } from './until.ts';

const SHOWN = 3;
/** And so many names of what is not shown. */
const NAMED = 10;
const LEFT: Localized = { en: 'left', ja: '左側' };
const RIGHT: Localized = { en: 'right', ja: '右側' };
const NO_ANSWER: Localized = { en: 'no answer', ja: '応答がありません' };
const NO_LINES: Localized = {
  en: 'neither side printed a line',
  ja: '両側とも出力がありません',
};
const OF_NOBODY: Localized = {
  en: 'nobody is left in this wave, and neither side printed a line',
  ja: 'このウェーブにはもうユーザがなく、両側とも出力がありません',
};
const same = (count: number): Localized => ({
  en: `${count} lines on both sides`,
  ja: `両側の ${count} 行が一致しています`,
});

/** Two commands that change nothing must print the same lines, in any order. */
export const compare: Executor<PlannedCompare> = {
  preview: async ({ left, right }) => ({
    text:
      left.host === right.host
        ? {
            en: `Compares what two commands print on ${left.host}, line by line.`,
            ja: `${left.host} で実行した 2 つのコマンドの出力を、行単位で照合します。`,
          }
        : {
            en: `Compares what two commands print, one on ${left.host}, one on ${right.host}, line by line.`,
            ja: `${left.host} と ${right.host} で実行したコマンドの出力を、行単位で照合します。`,
          },
    changes: [],
  }),
  carryOut: async (operation, context) => answered(await compareOnce(operation, context)),
  probe: (operation, context) => compareOnce(operation, context),
};

async function compareOnce(sides: PlannedCompare, context: Context): Promise<ProbeResult> {
  const digests = [sides.left, sides.right].map(
    ({ host }) => new LineDigest(context.inventory.hosts[host]?.encoding ?? 'utf-8'),
  );
  const [onLeft, onRight] = await Promise.all(
    [sides.left, sides.right].map((side, index) =>
      askHost({ ...side, stdin: null }, context, undefined, (chunk) => digests[index]?.push(chunk)),
    ),
  );
  const evidence = await Promise.all(
    [onLeft, onRight].flatMap((answer) =>
      answer?.kind === 'answered' && answer.stdout.length > 0 ? [context.keep(answer.stdout, 'lines')] : [],
    ),
  );
  const unknown = unfit(LEFT, onLeft) ?? unfit(RIGHT, onRight);
  if (unknown !== null || onLeft?.kind !== 'answered' || onRight?.kind !== 'answered')
    return {
      kind: 'inconclusive',
      detail: redacted(context, notKnown(unknown ?? NO_ANSWER)),
      evidence,
    };
  if (onLeft.cut || onRight.cut) return { ...byDigest(digests, [onLeft, onRight]), evidence };
  const missing = without(linesOf(onLeft.left.stdout), linesOf(onRight.left.stdout));
  const more = without(linesOf(onRight.left.stdout), linesOf(onLeft.left.stdout));
  const count = linesOf(onLeft.left.stdout).length;
  if (count === 0 && more.length === 0)
    // A folder that is missing on both sides looks just so.
    return sides.ofNobody === true
      ? { kind: 'satisfied', detail: OF_NOBODY, evidence }
      : { kind: 'inconclusive', detail: notKnown(NO_LINES), evidence };
  if (missing.length === 0 && more.length === 0) return { kind: 'satisfied', detail: same(count), evidence };
  // Shown from what is redacted whole: a secret may go over several lines.
  const [open, other] = [onLeft, onRight].map(({ left }) => linesOf(context.redact(left.stdout)));
  const [left, right] = [shown(without(open ?? [], other ?? [])), shown(without(other ?? [], open ?? []))];
  const detail = {
    en: `the lines differ: ${left.en} only on the left, ${right.en} only on the right`,
    ja: `出力が一致しません：左側のみの行：${left.ja}、右側のみの行：${right.ja}`,
  };
  return { kind: 'unsatisfied', detail: redacted(context, detail), evidence };
}

/** Lists too long to be kept are compared as they come; then it can be said whether they differ, and not in what. */
function byDigest(
  digests: readonly LineDigest[],
  answers: readonly { readonly stdout: Uint8Array }[],
): Pick<ProbeResult, 'kind' | 'detail'> {
  const seen = digests.every(({ bytes }, index) => bytes >= (answers[index]?.stdout.length ?? 0));
  const [left, right] = digests.map((digest) => ({ value: digest.end(), lines: digest.lines }));
  if (!seen || left === undefined || right === undefined)
    return { kind: 'inconclusive', detail: notKnown(TOO_LONG) };
  if (left.value === right.value) return { kind: 'satisfied', detail: same(left.lines) };
  return {
    kind: 'unsatisfied',
    detail: {
      en: `the lines differ: ${left.lines} lines on the left, ${right.lines} on the right, too many to say which differ`,
      ja: `出力が一致しません：左側 ${left.lines} 行、右側 ${right.lines} 行（行数が多いため、異なる行は表示できません）`,
    },
  };
}

/** A command that failed printed nothing that could be compared. */
function unfit(side: Localized, answer: ProbeAnswer | undefined): Localized | null {
  if (answer?.kind !== 'answered') return answer?.saw ?? NO_ANSWER;
  const judgement = judge({}, answer.left);
  if (judgement.kind === 'met') return null;
  const { sentence } = judgement;
  return {
    en: `the command on the ${side.en}: ${sentence.en}`,
    ja: `${side.ja}のコマンドの${sentence.ja}`,
  };
}

const linesOf = (text: string): readonly string[] =>
  text.split(/\r?\n/u).filter((line) => line.trim() !== '');

/** Lines of `of` that `other` has not, each as often as it is missing. */
function without(of: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return of.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function shown(lines: readonly string[]): Localized {
  if (lines.length === 0) return { en: 'none', ja: 'なし' };
  const first = lines.slice(0, SHOWN).join(' | ');
  const others = firstWords(lines.slice(SHOWN)).filter(
    (word) => !firstWords(lines.slice(0, SHOWN)).includes(word),
  );
  const names = others.slice(0, NAMED).join(', ');
  const rest =
    lines.length > SHOWN ? ` …${names === '' ? '' : ` ${names}`}${others.length > NAMED ? ' …' : ''}` : '';
  return { en: `${lines.length} (${first}${rest})`, ja: `${lines.length} 行（${first}${rest}）` };
}

/** What lines are about, as far as they begin with it: a mailbox, a folder, a file. */
const firstWords = (lines: readonly string[]): readonly string[] => [
  ...new Set(lines.map((line) => line.trim().split(/\s+/u)[0] ?? '')),
];
