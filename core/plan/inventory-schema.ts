import { z } from 'zod';

import { both } from '../runbook/both.ts';
import { means } from '../runbook/meaning.ts';
import { expectation } from '../runbook/operations/expect.ts';
import {
  HOST_NAME,
  absolutePath,
  dnsServer,
  fingerprint,
  hostName,
  identity,
  keyedBy,
  may,
  portNumber,
  secretReference,
} from './inventory-values.ts';

const host = z
  .strictObject({
    address: means(
      hostName.optional(),
      'Where it is reached. Left out: its name.',
      '接続先のアドレスです。省略すると、ホストの名前に接続します。',
    ),
    port: means(
      portNumber.optional(),
      'The SSH port. Left out: 22.',
      'SSH のポートです。省略すると 22 です。',
    ),
    socket: means(
      absolutePath.optional(),
      "A Unix socket in place of address and port: the lab's way.",
      'アドレスとポートの代わりに使う Unix ソケットです。ラボで使います。',
    ),
    user: means(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/u, { error: may('a login name', 'ログイン名') }),
      'The account to log in as.',
      'ログインするアカウントです。',
    ),
    identity: means(
      identity,
      'How to log in: `agent` (the SSH agent), or where the private key is (`file:/path`, `env:NAME`).',
      'ログインの方法です。`agent`（SSH エージェント）、または秘密鍵の場所（`file:/パス`、`env:名前`）を指定します。',
    ),
    fingerprints: means(
      z.array(fingerprint).optional(),
      'Host keys that are trusted, beside those of `known_hosts`.',
      '信頼するホスト鍵です。`known_hosts` の鍵に加えて使います。',
    ),
    spool: means(
      absolutePath.optional(),
      'Where jobs are kept, on a local disk that survives a restart. Short, since Solaris cuts what `ps` shows at 80 characters. Left out: `/var/tmp/watari-<user>`.',
      'ジョブの保存場所です。再起動後も残るローカルディスクに置きます。Solaris の `ps` は 80 文字で切れるため、短くします。省略すると `/var/tmp/watari-<ユーザ>` です。',
    ),
    path: means(
      z.array(absolutePath).optional(),
      'Folders put before the search path of commands.',
      'コマンドを探すフォルダです。',
    ),
    encoding: means(
      z.enum(['utf-8', 'euc-jp', 'shift_jis']).optional(),
      'How its programs write Japanese. Left out: `utf-8`.',
      'プログラムが出力する日本語の文字コードです。省略すると `utf-8` です。',
    ),
    legacyAlgorithms: means(
      z.boolean().optional(),
      'Also offers the key exchanges and ciphers of old SSH servers.',
      '古い SSH サーバの鍵交換方式と暗号も使えるようにします。',
    ),
    become: means(
      z.enum(['su', 'sudo', 'none']).optional(),
      'How another OS user is taken on where an operation says `as`. Left out: `su` for root, `sudo` otherwise.',
      '操作の `as` で別の OS ユーザになる方法です。省略すると、root でログインするなら `su`、それ以外は `sudo` です。',
    ),
  })
  .refine((one) => one.socket === undefined || (one.address === undefined && one.port === undefined), {
    path: ['socket'],
    error: may('either socket, or address and port', 'socket か、address と port の、どちらか片方'),
  });

const directory = z
  .strictObject({
    url: means(
      z
        .string()
        .refine((text) => /^ldaps?:\/\/[^/\s]+$/u.test(text) && URL.canParse(text), {
          error: may('ldap://host:port or ldaps://host:port', 'ldap://ホスト:ポート、ldaps://ホスト:ポート'),
        })
        .optional(),
      'Where it is reached. Left out: its name.',
      '接続先です。省略すると、ディレクトリの名前に接続します。',
    ),
    socket: means(
      absolutePath.optional(),
      "A Unix socket in its place: the lab's way.",
      '代わりに使う Unix ソケットです。ラボで使います。',
    ),
    tls: means(
      z.enum(['ldaps', 'starttls', 'plain']).optional(),
      'How the connection is protected. Left out: `ldaps` with such a URL, `starttls` otherwise. `plain` must be said in so many words.',
      '接続の保護の方法です。省略すると、URL が ldaps: なら `ldaps`、それ以外は `starttls` です。保護しない場合は、`plain` と明記します。',
    ),
    ca: means(
      absolutePath.optional(),
      'A file with the certificates that it may be signed by.',
      '証明書の署名を確かめる CA のファイルです。',
    ),
  })
  .refine((one) => one.socket === undefined || one.url === undefined, {
    path: ['socket'],
    error: may('either socket or url', 'socket か url のどちらか片方'),
  })
  .refine((one) => !(one.url?.startsWith('ldaps:') === true && (one.tls ?? 'ldaps') !== 'ldaps'), {
    path: ['tls'],
    error: may('ldaps, as the url says', 'url と同じ ldaps'),
  })
  .refine((one) => !(one.url?.startsWith('ldap:') === true && one.tls === 'ldaps'), {
    path: ['tls'],
    error: may(
      'starttls, plain (or a url that begins with ldaps:)',
      'starttls、plain（ldaps にするには、url も ldaps: で始めます）',
    ),
  });

const command = {
  on: means(
    z.string().min(1).optional(),
    "A host of this inventory. Left out: the runbook's.",
    'このインベントリのホストです。省略すると、ランブックのホストです。',
  ),
  run: means(
    z.string().trim().min(1),
    'The command. It may use the parameters that the runbook hands to this operation.',
    'コマンドです。ランブックがこの操作に渡すパラメータを使えます。',
  ),
  as: means(z.string().min(1).optional(), 'The OS user to run as.', '実行する OS ユーザです。'),
  expect: means(
    expectation.optional(),
    'What counts as success. Left out: exit status 0.',
    '成功の条件です。省略すると、終了ステータス 0 です。',
  ),
  timeoutMinutes: means(
    z.number().positive().optional(),
    'After so many minutes it is told to end, which is a failure.',
    'この分数を過ぎると終了させ、失敗とします。',
  ),
};

/** With `everySeconds` it is asked again until it is satisfied or the time is over: a machine that restarts answers late. */
const probe = z.strictObject({
  ...command,
  everySeconds: means(
    z.number().positive().optional(),
    'Asked again after so many seconds, until it is satisfied or the time is over: a machine that restarts answers late.',
    'この秒数ごとに、条件を満たすか時間が切れるまで確かめ直します。再起動したマシンは、応答するまで時間がかかるためです。',
  ),
});

const isDirectoryName = (name: string): boolean =>
  /^\S+:\d{1,5}$/u.test(name) && URL.canParse(`ldap://${name}`);

/** `inventory.yaml` as written. */
export const inventory = z.strictObject({
  lab: means(
    z.string().min(1).optional(),
    'The name of the lab that these hosts are. A site has none.',
    'ラボの名前です。拠点では書きません。',
  ),
  hosts: means(
    z.record(hostName, host, keyedBy(HOST_NAME)).optional(),
    'The hosts, by the names that runbooks are given.',
    'ホストを、ランブックに指定する名前で書きます。',
  ),
  directories: means(
    z
      .record(z.string().refine(isDirectoryName), directory, keyedBy(both('host:port', 'ホスト:ポート')))
      .optional(),
    'The directories, by `host:port`.',
    'ディレクトリを、`ホスト:ポート` の名前で書きます。',
  ),
  dns: means(
    z
      .strictObject({
        servers: means(
          z.array(dnsServer).min(1),
          'IP addresses, with a port if it is another one than 53.',
          'IP アドレスです。ポートが 53 以外なら、ポートも書きます。',
        ),
      })
      .optional(),
    "DNS servers to ask instead of the system's own.",
    'システムの設定の代わりに問い合わせる DNS サーバです。',
  ),
  secrets: means(
    z
      .record(
        z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/u),
        secretReference,
        keyedBy(both('a name like bindPassword', 'bindPassword のような名前')),
      )
      .optional(),
    'Where secrets are found, by name: `env:NAME`, `file:/path`. Never a value.',
    '秘密の値のある場所を、名前ごとに書きます（`env:名前`、`file:/パス`）。値そのものは書きません。',
  ),
  operations: means(
    z
      .record(
        z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u),
        z.strictObject({
          ...command,
          verify: means(
            probe.optional(),
            'A command that changes nothing and proves it.',
            '状態を変えずに結果を確かめるコマンドです。',
          ),
        }),
        keyedBy(
          both(
            'a site operation like messaging-server.install',
            'messaging-server.install のような、名前付きの操作',
          ),
        ),
      )
      .optional(),
    'Commands of this site for the named operations of runbooks. What is not mapped, a person does.',
    'ランブックの名前付きの操作に割り当てる、この拠点のコマンドです。割り当てのない操作は、担当者が行います。',
  ),
});
export type InventorySource = z.infer<typeof inventory>;
/** A site operation's command here, and the probe that proves it. */
export type MappedOperation = NonNullable<InventorySource['operations']>[string];
