import type { Localized } from '#core/index.ts';

import { both } from './messages/words.ts';

/** Every environment variable that Watari reads, with what it means. What a secret's `env:NAME` names comes on top. */
export const ENVIRONMENT: Readonly<Record<string, Localized>> = {
  WATARI_SITE: both(
    "The site's folder. Left out: `site` in the data folder.",
    '拠点のフォルダです。省略すると、データフォルダの `site` です。',
  ),
  WATARI_DATA: both(
    'The data folder, with journal and labs, on a local disk. Left out: `var` beside the program.',
    'ジャーナルとラボを保存するデータフォルダです。ローカルディスクに置きます。省略すると、プログラムの横の `var` です。',
  ),
  WATARI_RUNBOOKS: both(
    'The folder of runbooks. Left out: the one that Watari ships.',
    'ランブックのフォルダです。省略すると、Watari に付属するものを使います。',
  ),
  WATARI_DOCS: both(
    'Built documentation that the rehearsal workspace serves as it is. Left out: that of this checkout, built when it is old.',
    'リハーサル用ワークスペースで公開する、ビルド済みのドキュメントです。省略すると、手元のものを使い、古ければビルドします。',
  ),
  WATARI_REHEARSES: both(
    'The runbook whose form `/migrate start` opens. The rehearsal workspace sets it for its bot.',
    '`/migrate start` で入力画面が開くランブックです。リハーサル用ワークスペースが、自分のボットのために設定します。',
  ),
  WATARI_TRACE: both(
    'Set to anything: an error of Watari itself prints where it happened.',
    '値を設定すると、Watari 内部のエラーが起きた場所を表示します。',
  ),
  SLACK_BOT_TOKEN: both(
    "The Slack app's bot token (`xoxb-…`). Without it `npm start` opens the rehearsal workspace.",
    'Slack アプリのボットトークン（`xoxb-…`）です。なければ、`npm start` はリハーサル用ワークスペースを開きます。',
  ),
  SLACK_APP_TOKEN: both(
    'Its app-level token (`xapp-…`), for Socket Mode.',
    'アプリレベルトークン（`xapp-…`）です。Socket Mode で使います。',
  ),
  SLACK_SIGNING_SECRET: both(
    'Its signing secret, for HTTP mode.',
    '署名シークレット（signing secret）です。HTTP モードで使います。',
  ),
  WATARI_SLACK_API_URL: both(
    "Another address of Slack's API, ending in `/api/`. The rehearsal workspace sets it for its own Slack.",
    'Slack の API の別のアドレスです（末尾は `/api/`）。リハーサル用ワークスペースが、自分の Slack のために設定します。',
  ),
  SUDO_USER: both(
    'Who stands behind `sudo`. Believed where the process runs as root, or as an account of nobody.',
    '`sudo` を使った人です。root か、どの人にも登録されていないアカウントで動いているときに、この人とみなします。',
  ),
  SSH_AUTH_SOCK: both(
    'The SSH agent, for hosts whose `identity` is `agent`.',
    'SSH エージェントです。`identity` が `agent` のホストで使います。',
  ),
  DATABASE_URL: both(
    'Must not be set: this version keeps its journal in SQLite alone, and says so instead of starting.',
    '設定しないでください。このバージョンのジャーナルは SQLite だけに対応しています。設定されていると、その旨を表示して起動しません。',
  ),
};
