import type { Language, Localized, Refusal, RefusalCode } from '#core/index.ts';

import { nearest } from '../nearest.ts';
import { problemSentence } from './problem-sentence.ts';
import { WAVE_REFUSALS } from './wave-lines.ts';
import { asksName, both } from './words.ts';

type Values = Readonly<Record<string, string>>;
type Sentence = { readonly en: (v: Values) => string; readonly ja: (v: Values) => string };

const fixed = (en: string, ja: string): Sentence => ({ en: () => en, ja: () => ja });
const asksIn = (v: Values): Localized =>
  Object.entries(asksName).find(([asks]) => asks === v['asks'])?.[1] ?? both(of(v, 'asks'), of(v, 'asks'));
/** Which of the known runbooks was meant, where one is near. */
function meant(v: Values): Localized {
  const near = nearest(of(v, 'runbook'), of(v, 'known').split(', '));
  return near === null
    ? both(`Known: ${of(v, 'known')}.`, `利用できるランブック：${of(v, 'known')}。`)
    : both(
        `The nearest is ${near}; all of them are listed by list.`,
        `${near} のことですか。一覧は list で確認できます。`,
      );
}
const of = (v: Values, key: string): string => v[key] ?? '?';

/** What was asked, why the answer is no, what to do: one entry for every code, or it does not compile. */
const SENTENCES: { readonly [Code in RefusalCode]: Sentence } = {
  'run-already-started': fixed('This run has already been started.', 'この実行はすでに開始されています。'),
  'run-not-open': fixed(
    'This run is over, so nothing more can be done in it. Start a new run to go on.',
    'この実行は終了しているため、これ以上の操作はできません。続けるには新しい実行を開始してください。',
  ),
  'run-is-paused': fixed(
    'The run is paused. Resume it first (resume).',
    '実行は一時停止中です。先に再開してください（resume）。',
  ),
  'run-is-not-paused': fixed(
    'The run is not paused, so there is nothing to resume.',
    '実行は一時停止していないため、再開の必要はありません。',
  ),
  'run-is-aborting': fixed(
    'The run is being aborted: what is still running on the hosts ends first, and nothing new begins.',
    '実行は中止処理中です。ホスト上で動いている処理の終了を待っており、新しい処理は始まりません。',
  ),
  'which-run': {
    en: (v) =>
      `Several runs are open: ${of(v, 'runs')}. Say which one (--run in the terminal, its channel in Slack).`,
    ja: (v) =>
      `複数の実行が進行中です：${of(v, 'runs')}。どの実行かを指定してください（ターミナルでは --run、Slack ではその実行のチャンネル）。`,
  },
  'no-open-run': fixed(
    'No run is open here. Begin with start.',
    'ここで進行中の実行はありません。start で開始してください。',
  ),
  'unknown-run': {
    en: (v) => `There is no run ${of(v, 'run')}. All runs are listed by history.`,
    ja: (v) => `実行 ${of(v, 'run')} は存在しません。実行の一覧は history で確認できます。`,
  },
  'unknown-runbook': {
    en: (v) =>
      v['runbook'] === ''
        ? `Name a runbook behind the command: ${of(v, 'known')}.`
        : `There is no runbook ${of(v, 'runbook')}. ${meant(v).en}`,
    ja: (v) =>
      v['runbook'] === ''
        ? `コマンドに続けてランブックを指定してください：${of(v, 'known')}。`
        : `ランブック ${of(v, 'runbook')} は存在しません。${meant(v).ja}`,
  },
  'unknown-step': {
    en: (v) => `${of(v, 'runbook')} has no step ${of(v, 'step')}. Known: ${of(v, 'known')}.`,
    ja: (v) =>
      `${of(v, 'runbook')} に手順 ${of(v, 'step')} はありません。指定できる手順：${of(v, 'known')}。`,
  },
  'no-documentation': fixed(
    'Nobody has said where the documentation is. Set docsUrl in watari.yaml; on a rehearsal, npm start serves it.',
    'ドキュメントの場所が設定されていません。watari.yaml の docsUrl で指定してください。リハーサルでは、npm start で配信されます。',
  ),
  'unknown-question': fixed(
    'Watari never asked this question, so the answer was not taken. Use the buttons on the newest card.',
    'Watari はこの問いを出していないため、回答を受け付けませんでした。最新のカードのボタンを使ってください。',
  ),
  'stale-question': fixed(
    'This question is no longer open. The card now shows where the run stands; look at it and answer there.',
    'この問いはすでに締め切られています。カードを最新の状態に更新したので、内容を確かめてから回答してください。',
  ),
  'changed-since-shown': fixed(
    'Something has changed since this was shown, so the approvals no longer count. The new version is shown now; please look at it and answer again.',
    '表示した内容がその後変わったため、これまでの承認は無効になりました。新しい内容を表示したので、確かめてからもう一度回答してください。',
  ),
  'nothing-to-answer': fixed(
    'No question is open, so there is nothing to approve or reject. Ask for the next step first (next-step).',
    '回答を待っている問いがないため、承認も却下もできません。先に次の手順を要求してください（next-step）。',
  ),
  'another-question-open': {
    en: (v) => `Another question is open (${asksIn(v).en}). Answer it first: approve or reject.`,
    ja: (v) => `別の問い（${asksIn(v).ja}）が回答待ちです。先に承認または却下してください。`,
  },
  'nothing-to-retry': fixed(
    'The step has not stopped, so there is nothing to retry. Ask for it with next-step.',
    '手順は止まっていないため、再試行の必要はありません。next-step で要求してください。',
  ),
  'requester-cannot-approve': fixed(
    'You asked for this step, so somebody else must approve it.',
    'この手順を要求した本人は承認できません。ほかの人の承認が必要です。',
  ),
  'not-an-approver': fixed(
    'You do not have the role approver, so your answer does not count here. Roles are given in people.yaml.',
    '承認者の役割がないため、この問いには回答できません。役割は people.yaml で設定します。',
  ),
  'not-an-operator': fixed(
    'You do not have the role operator, which this needs. Roles are given in people.yaml.',
    'この操作には作業者の役割が必要です。役割は people.yaml で設定します。',
  ),
  'account-unknown': {
    en: (v) =>
      v['login'] === undefined
        ? 'This account belongs to nobody in people.yaml. It may ask for help, list and status; for anything else it must be entered there.'
        : `The login ${v['login']} belongs to nobody in people.yaml. It may read, but not act; to act, enter it under logins of a person there.`,
    ja: (v) =>
      v['login'] === undefined
        ? 'このアカウントは people.yaml のどの人にも登録されていません。使えるのは help、list、status だけです。ほかの操作をするには登録が必要です。'
        : `ログイン名 ${v['login']} は people.yaml のどの人にも登録されていません。表示はできますが、操作はできません。操作するには、本人の logins に登録してください。`,
  },
  'not-approved': fixed(
    'This step has not been approved yet. Wait until an approver has answered.',
    'この手順はまだ承認されていません。承認者の回答を待ってください。',
  ),
  'step-is-running': fixed(
    'The step is being carried out. Wait until it has ended, or end its jobs with cancel.',
    '手順を実行中です。終了を待つか、cancel で終了させてください。',
  ),
  'step-not-running': fixed(
    'No step is being carried out, so there is nothing to end.',
    '実行中の手順がないため、終了させるものはありません。',
  ),
  'step-already-started': fixed(
    'This step has already begun elsewhere. Look with status how far it is.',
    'この手順はすでにほかで着手されています。進み具合は status で確認できます。',
  ),
  'step-stopped': {
    en: (v) => `The step stopped, so the next one cannot begin. Ways on: ${of(v, 'ways')}.`,
    ja: (v) => `手順が止まっているため、次へは進めません。選べる操作：${of(v, 'ways')}。`,
  },
  'outcome-lost-settle-first': fixed(
    'Nobody knows yet whether the last operation took effect. Look on the host, then settle it: done or not done (settle).',
    '直前の操作が完了したかどうか、まだ分かっていません。ホストで確かめてから、完了・未完了のどちらかに確定してください（settle）。',
  ),
  'outcome-not-lost': fixed(
    'The outcome is known, so there is nothing to settle.',
    '結果は分かっているため、確定の必要はありません。',
  ),
  'still-alive': fixed(
    'The command is still running on the host. Wait until it has ended and ask again: the outcome is recorded if it can be known then, and can be settled if not.',
    'コマンドはまだホスト上で動いています。終わるのを待ってから、もう一度依頼してください。結果が分かれば記録し、分からなければ確定できます。',
  ),
  'unknown-claim': fixed(
    'Another process has taken this step over. Nothing was recorded twice.',
    'この手順は別のプロセスが引き継いでいます。二重には記録されていません。',
  ),
  'operation-out-of-order': fixed(
    'The operations of this step are carried out in their order; this one is not next.',
    'この手順の操作は順番どおりに実行します。この操作の番ではありません。',
  ),
  'not-a-manual-step': fixed(
    'The run is not waiting for a person to confirm anything.',
    '人の確認を待っている操作はありません。',
  ),
  'nothing-to-undo': fixed(
    'The last step cannot be undone: there is none, or it says no way back.',
    '取り消せる手順がありません。直前の手順がないか、元に戻す方法が定められていません。',
  ),
  'undo-past-irreversible': {
    en: (v) => `Step ${of(v, 'step')} is irreversible; there is no way back past it.`,
    ja: (v) => `手順 ${of(v, 'step')} は元に戻せないため、これより前へは戻れません。`,
  },
  'reason-needed': fixed(
    'Say why: this needs a reason, which goes into the journal.',
    '理由を書いてください。ジャーナルに記録されます。',
  ),
  'note-needed': fixed(
    'Say what you saw or did: the note is the evidence of this step.',
    '確認したこと、行ったことを書いてください。このメモが手順の証跡になります。',
  ),
  'text-needed': fixed(
    'Say what is to be written down. Write it after the command.',
    '書き残す内容を、コマンドの後に続けて書いてください。',
  ),
  ...WAVE_REFUSALS,
  'channel-busy': {
    en: (v) => `This channel already has an open run: ${of(v, 'run')}. End it, or start in another channel.`,
    ja: (v) =>
      `このチャンネルでは実行 ${of(v, 'run')} が進行中です。終了させるか、別のチャンネルで開始してください。`,
  },
  'host-busy': {
    en: (v) =>
      `The host ${of(v, 'host')} belongs to the open run ${of(v, 'run')}. Two runs never work on one host.`,
    ja: (v) =>
      `ホスト ${of(v, 'host')} は実行 ${of(v, 'run')} が使用中です。1 つのホストで 2 つの実行を同時に進めることはできません。`,
  },
  'plan-has-problems': {
    en: (v) => `The plan has problems, so nothing was started:\n${of(v, 'problems')}`,
    ja: (v) => `計画に問題があるため、何も開始していません：\n${of(v, 'problems')}`,
  },
  'plan-has-examples': fixed(
    'This plan was made with example values: it is for reading and cannot be started. Give values of your own and plan again.',
    'この計画は例の値で作られているため、開始できません。実際の値を指定して、計画を作り直してください。',
  ),
  'rehearsal-only': fixed(
    'Acting as somebody else (--as) is for rehearsals alone. To start one, name its lab with --lab.',
    'ほかの人としての操作（--as）はリハーサルでだけ使えます。開始するときは、ラボの名前も指定してください。',
  ),
  'lab-not-running': {
    en: (v) =>
      v['start'] !== undefined
        ? `${of(v, 'run')} is a rehearsal that is not running: its simulated hosts have ended. Start them again: ${of(v, 'start')}. Or let simulated people carry it on: ${of(v, 'goOn')}. To end it: ${of(v, 'end')}.`
        : `${of(v, 'run')} is a rehearsal that is not running: its simulated hosts have ended. Let simulated people carry it on: ${of(v, 'goOn')}. To end it: ${of(v, 'end')}.`,
    ja: (v) =>
      v['start'] !== undefined
        ? `${of(v, 'run')} のリハーサルは動いていません（模擬ホストが終了しています）。模擬ホストを再び起動するには ${of(v, 'start')} を、模擬の参加者に続きを任せるには ${of(v, 'goOn')} を、終わらせるには ${of(v, 'end')} を実行してください。`
        : `${of(v, 'run')} のリハーサルは動いていません（模擬ホストが終了しています）。模擬の参加者に続きを任せるには ${of(v, 'goOn')} を、終わらせるには ${of(v, 'end')} を実行してください。`,
  },
  'lab-cannot-reach-site': fixed(
    'This is a rehearsal, which works on the hosts of its lab alone, but the inventory is not the one of that lab. Give hosts of the lab.',
    'リハーサルで使えるのはラボのホストだけですが、インベントリがそのラボのものではありません。ラボのホストを指定してください。',
  ),
  'site-cannot-reach-lab': fixed(
    'This is no rehearsal, but the inventory is that of a lab. Use the inventory.yaml of the site.',
    'リハーサルではありませんが、インベントリがラボのものです。拠点の inventory.yaml を使ってください。',
  ),
  'channel-not-allowed': fixed(
    'Watari is not allowed to work in this channel. Use one that watari.yaml names.',
    'このチャンネルでは Watari を使えません。watari.yaml に書かれたチャンネルを使ってください。',
  ),
  'secret-as-reference': {
    en: (v) =>
      `${of(v, 'parameter')} is a secret: give a reference (env:NAME, file:/path, or a name from the inventory), never the value itself.`,
    ja: (v) =>
      `${of(v, 'parameter')} は秘密の値です。値そのものではなく、参照（env:名前、file:/パス、またはインベントリの名前）を指定してください。`,
  },
};

/** The sentence that goes to the person who asked. */
export function refusalSentence({ code, values, problems = [] }: Refusal): Localized {
  const said = problems.map((problem) => problemSentence(problem));
  const valuesIn = (language: Language): Values =>
    said.length === 0
      ? values
      : { ...values, problems: said.map((sentence) => sentence[language]).join('\n') };
  return { en: SENTENCES[code].en(valuesIn('en')), ja: SENTENCES[code].ja(valuesIn('ja')) };
}
