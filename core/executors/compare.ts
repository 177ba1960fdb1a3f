import type { PlannedCompare } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import { askHost, type ProbeAnswer } from './exec-probe.ts';
import type { Context, Executor } from './executor.ts';
import { judge } from './expectation.ts';
import { answered } from './until.ts';

const SHOWN = 3;

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

async function compareOnce({ left, right }: PlannedCompare, context: Context): Promise<ProbeResult> {
  const [onLeft, onRight] = await Promise.all(
    [left, right].map((side) => askHost({ ...side, stdin: null }, context)),
  );
  const evidence = await Promise.all(
    [onLeft, onRight].flatMap((answer) =>
      answer?.kind === 'answered' && answer.stdout.length > 0 ? [context.keep(answer.stdout, 'lines')] : [],
    ),
  );
  const unknown = unfit('left', onLeft) ?? unfit('right', onRight);
  if (unknown !== null || onLeft?.kind !== 'answered' || onRight?.kind !== 'answered')
    return {
      kind: 'inconclusive',
      detail: context.redact(`Not known: ${unknown ?? 'no answer'}.`),
      evidence,
    };
  const missing = without(linesOf(onLeft.left.stdout), linesOf(onRight.left.stdout));
  const more = without(linesOf(onRight.left.stdout), linesOf(onLeft.left.stdout));
  const count = linesOf(onLeft.left.stdout).length;
  if (missing.length === 0 && more.length === 0)
    return { kind: 'satisfied', detail: `${count} lines on both sides.`, evidence };
  const sentence = `${shown(missing)} only on the left, ${shown(more)} only on the right`;
  return { kind: 'unsatisfied', detail: context.redact(`The lines differ: ${sentence}.`), evidence };
}

/** A command that failed printed nothing that could be compared. */
function unfit(side: string, answer: ProbeAnswer | undefined): string | null {
  if (answer?.kind !== 'answered') return answer?.saw ?? 'no answer';
  const judgement = judge({}, answer.left);
  return judgement.kind === 'met' ? null : `the command on the ${side}: ${judgement.sentence}`;
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

const shown = (lines: readonly string[]): string =>
  lines.length === 0
    ? 'none'
    : `${lines.length} (${lines.slice(0, SHOWN).join(' | ')}${lines.length > SHOWN ? ' …' : ''})`;
