import type { Drawing } from '#bot/messages/step-card.ts';
import type { Outcome, PlannedOperation, Preview, ProgressReport, RunView, Target } from '#core/index.ts';
import { freeze } from '#core/plan/index.ts';
import {
  aiko,
  at,
  ben,
  chie,
  failed,
  later,
  lost,
  probe,
  request,
  Story,
  succeeded,
} from '#test/core/run/given.ts';
import { manual, planOf, ssh } from '#test/core/runner/plans.ts';

/** A small migration as people see it: every kind of step once. */

const both = (en: string, ja: string) => ({ en, ja });
const work = {
  ...manual('none'),
  command: null,
  ask: both('Log in as a test user.', 'テスト用のユーザでログインしてください。'),
};

const expected = (operation: PlannedOperation): PlannedOperation =>
  operation.verb === 'ssh' ? { ...operation, expectedMinutes: 5 } : operation;

export const plan = planOf([
  {
    id: 'look',
    number: '1',
    title: both('Look at the queue', 'キューの確認'),
    text: both('Nothing is changed.', '何も変更しません。'),
    do: [ssh('imta qm counters')],
  },
  {
    id: 'stop',
    number: '2',
    title: both('Stop the mail server', 'メールサーバの停止'),
    text: both('Users **cannot** read mail from here on.', 'ここから先、ユーザはメールを**読めません**。'),
    warnings: [both('Tell the users first (`wall`).', '先に利用者へ知らせてください（`wall`）。')],
    notes: [both('The guide stops twice.', 'ガイドでは 2 回止めています。')],
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'down', smtp: 'down' },
    do: [
      { ...ssh('imta stop dispatcher'), note: both('Closes the door.', '入口を閉じます。') },
      expected(ssh('im.server stop')),
    ],
    verify: [ssh('ps -ef | grep <im> && echo "still & there"')],
    undo: [ssh('im.server start')],
  },
  { id: 'tape', number: '3', title: both('Change the tape', 'テープの交換'), applies: false },
  {
    id: 'move',
    number: '4a',
    title: both('Move the store', 'ストアの移行'),
    text: both('There is no way back.', '元には戻せません。'),
    risk: 'irreversible',
    approvals: 2,
    do: [ssh('imbackup -f-', { host: 'old' }), ssh('imsrestore -f-', { host: 'new' })],
  },
  {
    id: 'start',
    number: '4b',
    title: both('Let users in', '利用の再開'),
    text: both('Somebody looks whether it works.', '動作を担当者が確かめます。'),
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'up', smtp: 'up' },
    do: [work, ssh('start-msg')],
    unverifiable: both('Only a person can see this.', '担当者にしか確認できません。'),
  },
]);

export const SITE: Target = { kind: 'site' };
export const LAB: Target = { kind: 'lab', name: 'workspace-1' };

export const begun = (target: Target): Story =>
  new Story([]).after({
    type: 'StartRun',
    run: 'sims-0001',
    plan: freeze(plan),
    target,
    channel: 'C1',
    by: aiko,
    at,
  });

const reason = 'テープを交換するため';
const ask = (story: Story, asks: 'skip' | 'undo' | 'resume' | 'settle-done' | 'settle-not-done') =>
  story.after(request(asks, aiko, { reason }));
const looked = (target: Target) => begun(target).ask().claim('c0').carryOut(['do.1'], 'c0');
const asked = (target: Target) => looked(target).ask();
const claimed = (target: Target) => asked(target).approve(ben).claim('c1');
const verified = (story: Story, claim: string, kind: 'satisfied' | 'unsatisfied' | 'inconclusive') =>
  story.after({ type: 'RecordVerification', claim, result: probe(kind), at: later });
const stopped = (target: Target) =>
  verified(
    claimed(target).begin('do.1').end('do.1', succeeded, 'c1').begin('do.2').end('do.2', succeeded, 'c1'),
    'c1',
    'satisfied',
  );
const moved = (target: Target) =>
  stopped(target).ask().approve(ben, chie).claim('c2').carryOut(['do.1', 'do.2'], 'c2');
const atHand = (target: Target) => moved(target).ask().approve(ben).claim('c3').begin('do.1', 'c3');

/** Every way in which a run can stand, each with the step whose card is looked at. */
export const PHASES: Readonly<
  Record<string, { readonly story: (target: Target) => Story; readonly card: string }>
> = {
  'ready to begin': { story: begun, card: 'look' },
  'a safe step done': { story: looked, card: 'look' },
  'waiting for approval': { story: asked, card: 'stop' },
  'one of two approvals': { story: (t) => stopped(t).ask().approve(ben), card: 'move' },
  approved: { story: (t) => asked(t).approve(ben), card: 'stop' },
  running: {
    story: (t) => claimed(t).begin('do.1').end('do.1', succeeded, 'c1').begin('do.2'),
    card: 'stop',
  },
  'being cancelled': {
    story: (t) => claimed(t).begin('do.1').after({ type: 'CancelJobs', by: ben, at }),
    card: 'stop',
  },
  verifying: { story: (t) => claimed(t).carryOut(['do.1', 'do.2']), card: 'stop' },
  'a person at work': { story: atHand, card: 'start' },
  rejected: {
    story: (t) => {
      const story = asked(t);
      return story.after({ type: 'RejectStep', question: story.question, reason, by: ben, at });
    },
    card: 'stop',
  },
  failed: { story: (t) => claimed(t).carryOut(['do.1']).begin('do.2').end('do.2', failed), card: 'stop' },
  'not as it must be': {
    story: (t) => verified(claimed(t).carryOut(['do.1', 'do.2']), 'c1', 'unsatisfied'),
    card: 'stop',
  },
  unverified: {
    story: (t) => verified(claimed(t).carryOut(['do.1', 'do.2']), 'c1', 'inconclusive'),
    card: 'stop',
  },
  lost: { story: (t) => claimed(t).begin('do.1').end('do.1', lost), card: 'stop' },
  'settling asked': {
    story: (t) => ask(claimed(t).begin('do.1').end('do.1', lost), 'settle-done'),
    card: 'stop',
  },
  'settled as not done': {
    story: (t) => ask(claimed(t).begin('do.1').end('do.1', lost), 'settle-not-done').approve(ben),
    card: 'stop',
  },
  'skip asked': { story: (t) => ask(looked(t), 'skip'), card: 'stop' },
  skipped: { story: (t) => ask(looked(t), 'skip').approve(ben), card: 'stop' },
  'undo asked': { story: (t) => ask(stopped(t), 'undo'), card: 'stop' },
  'being undone': {
    story: (t) => ask(stopped(t), 'undo').approve(ben).claim('c9').begin('undo.1', 'c9'),
    card: 'stop',
  },
  'undo failed': {
    story: (t) =>
      ask(stopped(t), 'undo').approve(ben).claim('c9').begin('undo.1', 'c9').end('undo.1', failed, 'c9'),
    card: 'stop',
  },
  paused: { story: (t) => looked(t).after({ type: 'PauseRun', reason, by: ben, at }), card: 'look' },
  'ended as somebody wished': {
    story: (t) =>
      claimed(t)
        .carryOut(['do.1'])
        .begin('do.2')
        .after({ type: 'CancelJobs', by: ben, at })
        .end('do.2', toldToEnd, 'c1', later),
    card: 'stop',
  },
  'failed, and its retry rejected': {
    story: (t) => {
      const story = claimed(t)
        .carryOut(['do.1'])
        .begin('do.2')
        .end('do.2', failed)
        .ask(aiko, 'carry-out', true);
      return story.after({ type: 'RejectStep', question: story.question, reason, by: ben, at });
    },
    card: 'stop',
  },
  'failed and paused': {
    story: (t) =>
      claimed(t).begin('do.1').end('do.1', failed).after({ type: 'PauseRun', reason, by: ben, at }),
    card: 'stop',
  },
  'being aborted': {
    story: (t) => claimed(t).begin('do.1').after({ type: 'AbortRun', reason, by: ben, at }),
    card: 'stop',
  },
  aborted: { story: (t) => looked(t).after({ type: 'AbortRun', reason, by: ben, at }), card: 'look' },
  'aborted after a failure': {
    story: (t) =>
      claimed(t)
        .carryOut(['do.1'])
        .begin('do.2')
        .end('do.2', failed)
        .after({ type: 'AbortRun', reason: '先に *容量* を増やすため', by: ben, at: later }),
    card: 'stop',
  },
  'aborted while lost': {
    story: (t) =>
      claimed(t).begin('do.1').end('do.1', lost).after({ type: 'AbortRun', reason, by: ben, at: later }),
    card: 'stop',
  },
  completed: {
    story: (t) =>
      atHand(t)
        .after({ type: 'ConfirmOperation', of: null, done: true, note: 'ログインできた', by: aiko, at })
        .begin('do.2', 'c3')
        .end('do.2', succeeded, 'c3', later),
    card: 'start',
  },
  'completed with skips': {
    story: (t) =>
      ask(ask(ask(looked(t), 'skip').approve(ben), 'skip').approve(ben, chie), 'skip').approve(ben),
    card: 'start',
  },
};

const toldToEnd: Outcome = {
  kind: 'failed',
  reason: 'cancelled',
  evidence: [],
  detail: both('the command on mail was ended as asked', '指示に従い、mail のコマンドを終了させました'),
};

const preview: Preview = {
  text: both('Two definitions to add.', '追加する定義は 2 件です。'),
  changes: ['add mailHost', 'add mailQuota'],
};
const report: ProgressReport = {
  operation: 'do.2',
  session: null,
  bytes: 12_345_678,
  tail: ['mailbox 17 of 300', 'mailbox 18 of 300'],
  startedAt: '2026-11-21T01:00:00.000Z',
  updatedAt: '2026-11-21T01:06:10.000Z',
};

/** What the engine would show of a story. */
export function viewOf(story: Story): RunView {
  const { state } = story;
  if (state.status === 'not-started') throw new Error('the story has not begun');
  const isAsked = state.asked !== null;
  return {
    run: state.run,
    version: story.events.length,
    head: '0123456789abcdef'.repeat(4),
    state,
    plan,
    step: state.status === 'open' ? (plan.steps[state.cursor] ?? null) : null,
    previews: isAsked ? { 'do.1': preview } : {},
    progress: state.phase.at === 'idle' ? [] : [report],
    waves: [],
    holder: null,
  };
}

const NAMES: Readonly<Record<string, { en: string; ja: string }>> = {
  aiko: both('Aiko Tanaka', '田中 愛子'),
  ben: both('Ben Carter', 'ベン・カーター'),
  chie: both('Chie Mori', '森 千恵'),
};
export const drawing = (language: 'en' | 'ja'): Drawing => ({
  language,
  timeZone: 'Asia/Tokyo',
  docs: null,
  name: (person) => NAMES[person] ?? both(person, person),
});
