import { both } from '../../core/runbook/index.ts';
import { heading, meaningList, prose, referenceWords } from './reference-text.ts';
import type { ReferenceSource } from './reference.ts';

const words = {
  refusals: both('Refusals', '拒否'),
  refusalsAre: both(
    'A refusal is an answer: nothing was done. In Slack only the person who asked sees it. Below its sentence stands its code, by which it is found here. In the terminal it stands on stderr, with exit status 1; `--json` prints its code as `refused`.',
    '拒否は回答の 1 つで、何も行っていません。Slack では、要求した人にだけ見えます。文の下に表示される拒否コードで、この一覧から探せます。ターミナルでは標準エラー出力に表示し、終了ステータスは 1 です。`--json` を付けると、コードを `refused` に出力します。',
  ),
  failures: both('Why an operation failed', '操作が失敗した理由'),
  failuresAre: both(
    'The other side said no, or the operation certainly never began. The step stops, and may be retried.',
    '相手に拒否されたか、操作が始まっていないと確実に分かる場合です。手順は止まり、再試行できます。',
  ),
  lost: both('Why an outcome is lost', '結果が不明になる理由'),
  lostAre: both(
    'Nobody knows whether the operation took effect. It is never retried before it has been settled.',
    '操作の効果があったかどうか、分からない場合です。確定するまで、再試行はしません。',
  ),
  faults: both('Faults', '障害'),
  faultsAre: both(
    'What is broken is Watari itself, or what it stands on. The sentence goes to the log of whoever runs Watari; in the terminal the exit status is 3, and `--json` prints the code as `fault`. Slack gets one plain sentence.',
    'Watari 自身、またはその土台に問題がある場合です。詳しい内容は Watari を運用している人のログに残ります。ターミナルの終了ステータスは 3 で、`--json` を付けるとコードを `fault` に出力します。Slack には短い文だけを表示します。',
  ),
  statusesAre: both(
    'Scripts rely on them. With `--json` the answer stands on stdout as one document, whatever the status is; what is for people stands on stderr.',
    'スクリプトから利用できます。`--json` を付けると、終了ステータスにかかわらず、結果を 1 つの JSON として標準出力に書き出します。人に向けた文は標準エラー出力に書き出します。',
  ),
  rules: both('Of runbooks', 'ランブックの規則'),
  problems: both('Of values and of the site', '値と拠点のファイルの規則'),
  rulesAre: both(
    '`npm run -s watari -- check` reports every problem of every runbook at once, as `file:line path: found …, allowed: …`. With `--json` each problem carries the name of its rule, and `found` and `allowed` in both languages.',
    '`npm run -s watari -- check` は、すべてのランブックの問題を `ファイル:行 場所：現在は … です。書けるもの：…。` の形でまとめて報告します。`--json` を付けると、規則の名前と、両方の言語の `found` と `allowed` も出力します。',
  ),
  labFaultsAre: both(
    'What `rehearse --faults` can throw in, and what the rehearsal must come to all the same.',
    '`rehearse --faults` で起こせる障害と、それでもリハーサルがどう終わるべきかの一覧です。',
  ),
} as const;

export const refusals: ReferenceSource = {
  path: 'refusals-and-faults',
  title: both('Refusals, outcomes and faults', '拒否、結果、障害'),
  summary: both(
    'Every answer that is not what somebody hoped for: its sentence, and what to do.',
    '思いどおりに進まないときの表示と、その対処の一覧です。',
  ),
  body: (reference, language) =>
    [
      heading('##', words.refusals[language], 'refusals'),
      words.refusalsAre[language],
      ...reference.refusals.flatMap(({ code, sentence }) => [
        heading('###', `\`${code}\``, code),
        prose(sentence[language]),
      ]),
      heading('##', words.failures[language], 'failed'),
      words.failuresAre[language],
      meaningList(
        reference.failures.map(({ reason, means }) => ({ name: reason, means })),
        language,
      ),
      heading('##', words.lost[language], 'lost'),
      words.lostAre[language],
      meaningList(
        reference.lost.map(({ reason, means }) => ({ name: reason, means })),
        language,
      ),
      heading('##', words.faults[language], 'faults'),
      words.faultsAre[language],
      ...reference.faults.flatMap(({ code, is, todo }) => [
        heading('###', `\`${code}\``, code),
        `${sentence(is[language], language)}\n\n${referenceWords.todo[language]}${language === 'ja' ? '：' : ': '}${todo[language]}`,
      ]),
    ].join('\n\n'),
};

/** A clause as a sentence. */
const sentence = (clause: string, language: 'en' | 'ja'): string =>
  language === 'ja' ? `${clause}。` : `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

export const exitStatuses: ReferenceSource = {
  path: 'exit-statuses',
  title: both('Exit statuses', '終了ステータス'),
  summary: both(
    'What the terminal tells scripts when it ends.',
    'ターミナルのコマンドが終わるときに返す値です。',
  ),
  body: (reference, language) =>
    [
      words.statusesAre[language],
      meaningList(
        reference.exitStatuses.map(({ status, means }) => ({ name: String(status), means })),
        language,
      ),
    ].join('\n\n'),
};

export const checkRules: ReferenceSource = {
  path: 'check-rules',
  title: both('Rules of check', 'check の規則'),
  summary: both(
    'What a runbook, its values and the files of a site are held to.',
    'ランブック、値、拠点のファイルが従う規則の一覧です。',
  ),
  body: (reference, language) =>
    [
      words.rulesAre[language],
      heading('##', words.rules[language], 'runbooks'),
      ...reference.rules.flatMap(({ name, description }) => [
        heading('###', `\`${name}\``, name),
        prose(description[language]),
      ]),
      heading('##', words.problems[language], 'values'),
      ...reference.problems.flatMap(({ name, description }) => [
        heading('###', `\`${name}\``, name),
        prose(description[language]),
      ]),
    ].join('\n\n'),
};

export const rehearsalFaults: ReferenceSource = {
  path: 'rehearsal-faults',
  title: both('Faults of rehearsals', 'リハーサルの障害'),
  summary: both(
    'What can be made to go wrong on the lab, and how it must end.',
    'ラボで起こせる障害と、その結末の一覧です。',
  ),
  body: (reference, language) =>
    [
      words.labFaultsAre[language],
      meaningList(
        reference.labFaults.map(({ name, ends }) => ({ name, means: ends })),
        language,
      ),
    ].join('\n\n'),
};
