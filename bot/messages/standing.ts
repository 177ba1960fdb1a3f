import {
  type Asks,
  isManual,
  type Localized,
  type OpenRun,
  type PlannedStep,
  type RunView,
  waysOn,
} from '#core/index.ts';

import {
  lostSentence,
  type NameOf,
  type PhaseAt,
  runningSentence,
  stoppedSentence,
  whyOpen,
} from './phase-sentence.ts';
import { moveWay } from './wave-standing.ts';
import { asksName, both, rehearsalPrefix, san, spaced } from './words.ts';

export type { NameOf };

/** Where a run stands, as one sentence, and what can be done next, as commands. */
export type Standing = { readonly sentence: Localized; readonly ways: readonly string[] };
const idAsName: NameOf = (person) => both(person, person);

/** How many steps apply, and how many of them are behind. */
export function countSteps({ state }: RunView): { readonly done: number; readonly all: number } {
  const applying = state.results.filter(({ result }) => result !== 'not-applicable');
  return { done: applying.filter(({ result }) => result !== 'pending').length, all: applying.length };
}

/** `3/15 steps`, and what the second number counts where it is not the runbook's own. */
export function stepsDone(view: RunView): Localized {
  const { done, all } = countSteps(view);
  const left = view.plan.steps.length - all;
  const waves = view.plan.waves?.length ?? 0;
  const [en, ja]: [string[], string[]] = [[], []];
  if (waves > 0) {
    en.push(`those of ${waves} ${waves === 1 ? 'wave' : 'waves'} included`);
    ja.push(`${waves} ウェーブ分を含む`);
  }
  if (left > 0) {
    en.push(`${left} more ${left === 1 ? 'does' : 'do'} not apply`);
    ja.push(`ほかに対象外 ${left}`);
  }
  const more = en.length === 0 ? both('', '') : both(` (${en.join(', ')})`, `（${ja.join('、')}）`);
  return both(`${done}/${all} steps${more.en}`, `${done}/${all} 手順${more.ja}`);
}

export const stepName = (step: Pick<PlannedStep, 'number' | 'title'>): Localized =>
  both(`${step.number} ${step.title.en}`, `${step.number} ${step.title.ja}`);

/** The step that the standing speaks of: the current one, or the one before it whose undo is asked for. */
export function stepInQuestion({ state, plan, step }: RunView): PlannedStep | null {
  if (state.status !== 'open' || state.asked === null) return step;
  const { question } = state.asked;
  return plan.steps.find(({ id }) => id === question.step) ?? step;
}

/** The operation that a person is at, or null. */
export function workByHand({ state, step }: RunView) {
  if (state.phase.at !== 'running') return null;
  const { claim } = state.phase;
  const now = state.operations.find((operation) => operation.state === 'started')?.id;
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find(({ id }) => id === now);
  if (planned === undefined || !isManual(planned)) return null;
  return planned.verb === 'manual' || planned.verb === 'site'
    ? { claim, operation: planned.id, ask: planned.ask }
    : null;
}

const CLOSED = {
  completed: both('Completed.', '完了しました。'),
  'completed-with-skips': both('Completed, with steps skipped.', 'スキップした手順を残して完了しました。'),
} as const;

const abortedSentence = ({ aborting }: RunView['state'], name: NameOf): Localized => {
  if (aborting === null) return both('Aborted.', '中止しました。');
  const [who, { reason }] = [name(aborting.by.person), aborting];
  return both(`Aborted by ${who.en}: ${reason}`, `${san(who.ja)}が中止しました：${reason}`);
};

export function standingOf(view: RunView, name: NameOf = idAsName): Standing {
  const { state } = view;
  if (state.status === 'aborted') return { sentence: abortedSentence(state, name), ways: [] };
  if (state.status !== 'open') return { sentence: CLOSED[state.status], ways: [] };
  if (state.aborting !== null) {
    const who = name(state.aborting.by.person);
    return {
      sentence: both(
        `Being aborted by ${who.en}; waiting for what is still running to end. Why: ${state.aborting.reason}`,
        `${san(who.ja)}の指示により中止処理中です（${state.aborting.reason}）。動いている処理の終了を待っています。`,
      ),
      ways: ['status'],
    };
  }
  if (state.asked !== null) return askedStanding(state.asked, name);
  if (state.phase.at === 'running') return runningStanding(view, state.phase, name);
  if (state.paused !== null)
    return {
      sentence: pausedSentence(view, state.paused, name),
      ways: ['resume', 'abort --reason "…"'],
    };
  switch (state.phase.at) {
    case 'idle':
      return { sentence: both('Ready for the next step.', '次の手順に進めます。'), ways: ['next-step'] };
    case 'lost': {
      const [lost, no] = [lostSentence(state.phase), rejectedSince(state, name)];
      return {
        sentence: both(
          `${no.en}${lost.en} Look on the host, then settle it.`,
          `${no.ja}${lost.ja}ホストで確かめてから確定してください。`,
        ),
        ways: waysFrom(state),
      };
    }
    case 'stopped': {
      const [why, no] = [stoppedSentence(view, state.phase, name), rejectedSince(state, name)];
      return {
        sentence: both(no.en + why.en, no.ja + why.ja),
        ways: [...waysFrom(state), ...moveWay(view)],
      };
    }
  }
}

/** Somebody said no to what was asked of a step that stands stopped or lost: it stands as before, and that is all one would see. */
function rejectedSince({ past, phase }: OpenRun, name: NameOf): Localized {
  const last = past.at(-1);
  const isSaid = phase.at === 'stopped' && phase.why === 'rejected';
  if (last?.ended !== 'rejected' || last.rejectedBy === null || isSaid) return both('', '');
  const [who, asks] = [name(last.rejectedBy.person), asksName[last.question.asks]];
  return both(
    `${who.en} rejected what was asked (${asks.en}). `,
    `${san(who.ja)}が要求（${asks.ja}）を却下しました。`,
  );
}

function pausedSentence(
  view: RunView,
  { by, reason }: NonNullable<OpenRun['paused']>,
  name: NameOf,
): Localized {
  const who = name(by.person);
  const why = whyOpen(view, name);
  return both(
    `Paused by ${who.en}: ${reason}. Nothing begins until it is resumed.${why === null ? '' : ` ${why.en}`}`,
    `${san(who.ja)}が一時停止しました（${reason}）。再開するまで、次の処理は始まりません。${why?.ja ?? ''}`,
  );
}

/** What is settled is a judgement, and Japanese asks for it as one. */
const settles: Readonly<Partial<Record<Asks, string>>> = {
  'settle-done': '完了と確定してよいか、承認を待っています',
  'settle-not-done': '未完了と確定してよいか、承認を待っています',
};

function askedStanding({ question, requestedBy, approvedBy, required }: Asked, name: NameOf): Standing {
  if (approvedBy.length >= required)
    return {
      sentence:
        required === 0
          ? both('No approval needed; about to begin.', '承認は不要です。まもなく着手します。')
          : both('Approved; about to begin.', '承認済みです。まもなく着手します。'),
      ways: ['status'],
    };
  const [asks, asker] = [asksName[question.asks], name(requestedBy.person)];
  const what =
    question.asks === 'carry-out'
      ? both('Waiting for approval', '承認待ち')
      : both(`Waiting for approval to ${asks.en}`, settles[question.asks] ?? `${asks.ja}の承認待ち`);
  return {
    sentence: both(
      `${what.en}: ${approvedBy.length} of ${required}, from people other than ${asker.en}.`,
      `${what.ja}：${required} 件中 ${approvedBy.length} 件（要求した${spaced(san(asker.ja))}以外が承認します）。`,
    ),
    ways: ['approve', 'reject --reason "…"'],
  };
}

type Asked = NonNullable<OpenRun['asked']>;

function runningStanding(view: RunView, phase: PhaseAt<'running'>, name: NameOf): Standing {
  const byHand = workByHand(view);
  if (byHand !== null)
    return {
      sentence: both(`A person does this: ${byHand.ask.en}`, `担当者の作業です：${byHand.ask.ja}`),
      ways: ['confirm --note "…"', 'confirm --not-done --note "…"'],
    };
  return { sentence: runningSentence(view, phase, name), ways: ['status', 'cancel'] };
}

const TYPED: Readonly<Record<string, readonly string[]>> = {
  settle: ['settle done --reason "…"', 'settle not-done --reason "…"'],
  skip: ['skip --reason "…"'],
  undo: ['undo --reason "…"'],
  abort: ['abort --reason "…"'],
};

/** The ways on from where the run stopped, as somebody types them. */
const waysFrom = (state: OpenRun): string[] =>
  waysOn(state)
    .flatMap((way): readonly string[] => TYPED[way] ?? [way])
    .filter((way) => state.phase.at === 'lost' || !way.startsWith('settle not-done'));

/** The step that a form is about, with the mark of a rehearsal in front. */
export function aboutStep(view: RunView, step: string): Localized {
  const found = view.plan.steps.find(({ id }) => id === step);
  const [mark, name] = [rehearsalPrefix(view), found === undefined ? both('', '') : stepName(found)];
  return both(`${mark.en}${view.run} ${name.en}`, `${mark.ja}${view.run} ${name.ja}`);
}
