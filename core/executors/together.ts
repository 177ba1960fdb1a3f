import type { Session } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';

/** One lost session loses the operation, one failed session fails it; those that succeeded are kept from a retry. */
export function together(
  left: readonly Session[],
  outcomes: readonly Outcome[],
  done: readonly Session[],
): Outcome {
  const pairs = left.map((session, index) => ({ session, outcome: outcomes[index] }));
  const evidence = outcomes.flatMap((outcome) => outcome.evidence);
  const succeeded = pairs.filter(({ outcome }) => outcome?.kind === 'succeeded');
  const worst =
    pairs.find(({ outcome }) => outcome?.kind === 'lost') ??
    pairs.find(({ outcome }) => outcome?.kind === 'failed');
  const count = left.length + done.length;
  if (worst?.outcome === undefined)
    return {
      kind: 'succeeded',
      evidence,
      detail: { en: `${count} of ${count} sessions succeeded`, ja: `全 ${count} セッションが成功しました` },
    };
  const bad = pairs.length - succeeded.length;
  const { id } = worst.session;
  const detail = {
    en: `session ${id} (${bad} of ${count} did not succeed): ${worst.outcome.detail.en}`,
    ja: `セッション ${id}（${count} 件中 ${bad} 件が成功していません）：${worst.outcome.detail.ja}`,
  };
  const sessionsDone = [...done, ...succeeded.map(({ session }) => session)].map((session) => session.id);
  return worst.outcome.kind === 'succeeded'
    ? { ...worst.outcome, detail, evidence }
    : { ...worst.outcome, detail, evidence, sessionsDone };
}
