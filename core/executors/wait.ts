import type { PlannedWait } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import { askHost } from './exec-probe.ts';
import type { Context, Executor } from './executor.ts';
import { judge } from './expectation.ts';
import { probeResult } from './probe-result.ts';
import { untilSatisfied } from './until.ts';

/** Repeats a command that changes nothing until its output is as expected. */
export const wait: Executor<PlannedWait> = {
  preview: async ({ host, everySeconds, timeoutMinutes }) => ({
    text: {
      en: `Asks ${host} every ${everySeconds} s until the output is as expected, for at most ${timeoutMinutes} min.`,
      ja: `出力が期待どおりになるまで、${host} への問い合わせを ${everySeconds} 秒間隔で繰り返します（最長 ${timeoutMinutes} 分）。`,
    },
    changes: [],
  }),
  carryOut: (operation, context) =>
    untilSatisfied(
      () => once(operation, context),
      operation.everySeconds * 1000,
      operation.timeoutMinutes * 60_000,
      context,
    ),
  probe: (operation, context) => once(operation, context),
};

async function once(operation: PlannedWait, context: Context): Promise<ProbeResult> {
  const answer = await askHost({ ...operation, stdin: null }, context, operation.timeoutMinutes * 60_000);
  if (answer.kind === 'answered') report(answer.stdout, context);
  return probeResult(answer, context, (left) => judge(operation.until, left, context.redact));
}

/** What it printed last, so that people see what is being waited for. */
function report(stdout: Uint8Array, context: Context): void {
  const lines = context.redact(Buffer.from(stdout).toString('utf8')).split('\n');
  const tail = lines.filter((line) => line.trim() !== '').slice(-5);
  context.report({ session: null, bytes: stdout.length, tail });
}
