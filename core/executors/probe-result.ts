import type { ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { ProbeAnswer } from './exec-probe.ts';
import type { Context } from './executor.ts';
import type { Judgement, Left } from './expectation.ts';
import { redacted } from './said.ts';

export const asExpected: Localized = { en: 'as expected', ja: '期待どおりです' };
export const notKnown = (saw: Localized): Localized => ({
  en: `not known: ${saw.en}`,
  ja: `確認できません：${saw.ja}`,
});

/** What a host's answer says about a question, with both outputs as evidence. */
export async function probeResult(
  answer: ProbeAnswer,
  context: Context,
  judgeLeft: (left: Left) => Judgement,
): Promise<ProbeResult> {
  if (answer.kind === 'unknown')
    return { kind: 'inconclusive', detail: redacted(context, notKnown(answer.saw)), evidence: [] };
  const outputs = [
    [answer.stdout, 'standard output'],
    [answer.stderr, 'standard error'],
  ] as const;
  const evidence = await Promise.all(
    outputs.filter(([bytes]) => bytes.length > 0).map(([bytes, what]) => context.keep(bytes, what)),
  );
  const judgement = judgeLeft(answer.left);
  if (judgement.kind === 'met') return { kind: 'satisfied', detail: asExpected, evidence };
  return { kind: 'unsatisfied', detail: redacted(context, judgement.sentence), evidence };
}
