import {
  assertNever,
  type By,
  type Localized,
  operationName,
  type Outcome,
  type ProbeResult,
  type Question,
  type RunEvent,
} from '#core/index.ts';

import { moveAsked, waveLine } from './wave-lines.ts';
import { asksName, both, failureName, lostName, san } from './words.ts';

type Names = { person(by: By): Localized; step(id: string): Localized };

/** What happened, as one line of the log. Exhaustive: a new event does not compile until it has its sentence. */
export function eventLine(event: RunEvent, names: Names): Localized {
  switch (event.type) {
    case 'RunStarted': {
      const who = names.person(event.by);
      return both(
        `${who.en} started the run of ${event.plan.runbook}`,
        `${san(who.ja)}が ${event.plan.runbook} の実行を開始しました`,
      );
    }
    case 'WaveAssigned':
      return waveLine(event, names.person(event.by));
    case 'HostMet':
      return both(`First contact with ${event.host}`, `${event.host} に初めて接続しました`);
    case 'StepRequested':
      return event.move === undefined
        ? asked(event.question, names.person(event.by), names.step(event.question.step), event.reason)
        : moveAsked(event.move, names.person(event.by), event.reason);
    case 'StepApproved': {
      const [who, what] = [names.person(event.by), subject(event.question, names)];
      return both(`${who.en} approved: ${what.en}`, `${san(who.ja)}が承認しました：${what.ja}`);
    }
    case 'StepRejected': {
      const [who, what] = [names.person(event.by), subject(event.question, names)];
      return both(
        `${who.en} rejected: ${what.en} (${event.reason})`,
        `${san(who.ja)}が却下しました：${what.ja}（${event.reason}）`,
      );
    }
    case 'QuestionVoided': {
      const what = subject(event.question, names);
      return both(
        `Void, since what was shown has changed: ${what.en}`,
        `表示した内容が変わったため無効になりました：${what.ja}`,
      );
    }
    case 'StepStarted': {
      const what = subject(event.question, names);
      return both(`Began: ${what.en}`, `着手しました：${what.ja}`);
    }
    case 'OperationStarted': {
      const what = operationName(event.operation);
      return both(`Began: ${what.en}`, `${what.ja} を開始しました`);
    }
    case 'OperationEnded':
      return ended(
        event.operation,
        event.outcome,
        event.by === null ? null : names.person(event.by),
        event.note,
      );
    case 'StepVerified':
      return verified(event.result);
    case 'StepSucceeded': {
      const what = names.step(event.question.step);
      return both(`Step succeeded: ${what.en}`, `手順が完了しました：${what.ja}`);
    }
    case 'StepFailed': {
      const what = names.step(event.question.step);
      return both(
        `Step failed: ${what.en} (${event.detail.en})`,
        `手順が失敗しました：${what.ja}（${event.detail.ja}）`,
      );
    }
    case 'StepUnverified': {
      const what = names.step(event.question.step);
      return both(
        `Step could not be verified: ${what.en} (${event.detail.en})`,
        `手順の結果を確認できませんでした：${what.ja}（${event.detail.ja}）`,
      );
    }
    case 'StepInterrupted': {
      const [what, why] = [names.step(event.question.step), interruptedBy[event.because]];
      return both(`Stopped, ${why.en}: ${what.en}`, `${why.ja}、手順が止まりました：${what.ja}`);
    }
    case 'StepOutcomeLost': {
      const [what, why] = [names.step(event.question.step), lostName[event.reason]];
      const operation = operationName(event.operation);
      return both(
        `Outcome lost: ${what.en}, ${operation.en}: ${why.en}`,
        `結果が不明になりました：${what.ja}、${operation.ja}：${why.ja}`,
      );
    }
    case 'StepSettled': {
      const who = event.by === 'probe' ? both('a probe', '自動確認') : names.person(event.by);
      const verdict = event.verdict === 'done' ? both('done', '完了') : both('not done', '未完了');
      const what = names.step(event.question.step);
      return both(
        `Settled as ${verdict.en} by ${who.en}: ${what.en}`,
        `「${what.ja}」を${verdict.ja}と確定しました（${who.ja}）`,
      );
    }
    case 'StepSkipped': {
      const what = names.step(event.question.step);
      return both(`Skipped: ${what.en} (${event.reason})`, `スキップしました：${what.ja}（${event.reason}）`);
    }
    case 'StepUndone': {
      const what = names.step(event.question.step);
      return both(`Undone: ${what.en}`, `取り消しました：${what.ja}`);
    }
    case 'CancelRequested': {
      const who = names.person(event.by);
      return both(`${who.en} asked the jobs to end`, `${san(who.ja)}がジョブの終了を指示しました`);
    }
    case 'NoteAdded': {
      const who = names.person(event.by);
      return both(`Note by ${who.en}: ${event.text}`, `${san(who.ja)}のメモ：${event.text}`);
    }
    case 'RunPaused': {
      const who = names.person(event.by);
      return both(
        `${who.en} paused the run (${event.reason})`,
        `${san(who.ja)}が実行を一時停止しました（${event.reason}）`,
      );
    }
    case 'RunResumed':
      return both('The run goes on', '実行を再開しました');
    case 'AbortRequested': {
      const who = names.person(event.by);
      return both(
        `${who.en} aborted the run (${event.reason})`,
        `${san(who.ja)}が中止を指示しました（${event.reason}）`,
      );
    }
    case 'RunAborted':
      return both('The run was aborted', '実行を中止しました');
    case 'RunCompleted':
      return event.skipped.length === 0
        ? both('The run is completed', '実行が完了しました')
        : both('The run is completed with skips', 'スキップした手順を残して実行が完了しました');
    default:
      return assertNever(event);
  }
}

const interruptedBy = {
  rejected: both('rejected while it ran', '実行中に却下されたため'),
  paused: both('since the run was paused', '一時停止のため'),
  cancelled: both('since the jobs were told to end', 'ジョブの終了が指示されたため'),
} as const;

function subject(question: Question, names: Names): Localized {
  const [asks, step] = [asksName[question.asks], names.step(question.step)];
  return both(`${asks.en} ${step.en}`, `「${step.ja}」の${asks.ja}`);
}

function asked(question: Question, who: Localized, step: Localized, reason: string | null): Localized {
  const asks = asksName[question.asks];
  const why = reason === null ? both('', '') : both(` (${reason})`, `（${reason}）`);
  return both(
    `${who.en} asked to ${asks.en}: ${step.en}${why.en}`,
    `${san(who.ja)}が要求しました：「${step.ja}」の${asks.ja}${why.ja}`,
  );
}

function ended(id: string, outcome: Outcome, by: Localized | null, note: string | null): Localized {
  const who = by === null ? both('', '') : both(`, said ${by.en}`, `（${san(by.ja)}の確認）`);
  const said = note === null ? both('', '') : both(`: ${note}`, `：${note}`);
  const what = operationName(id);
  switch (outcome.kind) {
    case 'succeeded':
      return both(`Succeeded: ${what.en}${who.en}${said.en}`, `${what.ja} が成功しました${who.ja}${said.ja}`);
    case 'failed': {
      const why = failureName[outcome.reason];
      const detail = note === null ? outcome.detail : both(note, note);
      // The detail of what was told to end says so itself.
      const because =
        outcome.reason === 'cancelled'
          ? detail
          : both(`${why.en} (${detail.en})`, `${why.ja}（${detail.ja}）`);
      return both(
        `Failed: ${what.en}${who.en}: ${because.en}`,
        `${what.ja} が失敗しました${who.ja}：${because.ja}`,
      );
    }
    case 'lost': {
      const why = lostName[outcome.reason];
      return both(`Outcome lost: ${what.en}, ${why.en}`, `${what.ja} の結果が不明です：${why.ja}`);
    }
    default:
      return assertNever(outcome);
  }
}

function verified(result: ProbeResult): Localized {
  switch (result.kind) {
    case 'satisfied':
      return both('Verified', '結果を確認しました');
    case 'unsatisfied':
      return both(
        `Verification says no: ${result.detail.en}`,
        `確認の結果、期待どおりではありません：${result.detail.ja}`,
      );
    case 'inconclusive':
      return both(
        `Verification could not be made: ${result.detail.en}`,
        `確認できませんでした：${result.detail.ja}`,
      );
    default:
      return assertNever(result.kind);
  }
}
