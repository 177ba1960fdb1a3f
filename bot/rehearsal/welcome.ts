import { basename } from 'node:path';

import type { Workspace } from './workspace.ts';

/** What the terminal says once the workspace is open. `named`: the runbook that was asked for, if any. */
export function welcome(
  {
    slackUrl,
    lab,
    scenario,
    docsUrl,
    isBuildingDocs,
    openRun,
  }: Pick<Workspace, 'slackUrl' | 'lab' | 'scenario' | 'docsUrl' | 'isBuildingDocs' | 'openRun'>,
  named: string | undefined,
): string {
  const building = isBuildingDocs()
    ? '\n          being built, which takes about a minute / 作成中です（1 分ほどかかります）'
    : '';
  const runbook = scenario.startsWith('plain:') ? (named ?? '') : scenario;
  // A second run in the same channel would be refused.
  const typed =
    openRun === null
      ? `/migrate start ${runbook}
                                  start a run / 実行を開始する
            /migrate next-step    ask for the next step / 次の手順を要求する`
      : `/migrate status       the run ${openRun} is open: where it stands / 途中の実行 ${openRun} の状態を見る
            /migrate next-step    ask for its next step / その次の手順を要求する`;
  const inTerminal =
    openRun === null
      ? `start ${runbook} --lab ${basename(lab)} --as aiko`
      : `next-step --run ${openRun} --as aiko`;
  return `
  Watari: rehearsal workspace / リハーサル用ワークスペース

  Slack   ${slackUrl}
          Choose a person under "Act as" at the top right; type in #migration:
          「Act as」と書かれた右上の欄で人を選び、#migration で次のように入力します：

            ${typed}
            /migrate help         every command / すべてのコマンド

          aiko asks, ben and chie approve / aiko さんが要求し、ben さんと chie さんが承認します
  Docs    ${docsUrl}${building}
          /migrate docs shows the page of the step / /migrate docs で手順のページを表示できます
  Lab     ${lab}
  Terminal (same runs / 同じ実行を操作できます)
          npm run -s watari -- status
          npm run -s watari -- ${inTerminal}

  Cards with their buttons stand in the thread of the run's message. The channel in English: npm start -- --lang en
  ボタンのあるカードは、実行メッセージのスレッドに並びます。チャンネルの言語は npm start -- --lang ja で選べます。
  What you alone see: /migrate lang en|ja / 自分だけに見える表示の言語は /migrate lang en|ja で選べます。

  Another procedure: npm start -- iplanet/sims-incremental (npm run -s watari -- list names them all)
  ほかのランブックを試すには：npm start -- iplanet/sims-incremental（一覧は npm run -s watari -- list）

  Ctrl-C ends everything; an open run goes on at the next start.
  Ctrl-C で終了します。途中の実行は、次の起動時に続きから進められます。
`;
}
