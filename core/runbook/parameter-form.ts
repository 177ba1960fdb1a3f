import { z } from 'zod';

import { localized } from './localized.ts';
import { means } from './meaning.ts';

const name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u);
const base = {
  title: means(localized, 'Its name for people.', '人が読む名前です。'),
  help: means(
    localized.optional(),
    'Said beside the field of the form and in the documentation.',
    '入力欄とドキュメントに添える説明です。',
  ),
};
const saysExample = [
  "The guide's value. It is public: `--examples` and the documentation show it.",
  'ガイドの値です。公開してよい値で、`--examples` とドキュメントに表示します。',
] as const;
const saysDefault = ['Taken where nothing is given.', '指定しなかったときに使う値です。'] as const;
const saysLab = [
  'The value that a rehearsal takes where the guide gives none.',
  'ガイドに値がないとき、リハーサルで使う値です。',
] as const;
const textual = {
  ...base,
  example: means(z.string().optional(), ...saysExample),
  placeholder: means(
    z.string().optional(),
    "The guide's name for a value that it leaves open, e.g. `InstanceRoot`, printed as `<InstanceRoot>` under `--examples` alone.",
    'ガイドが値を決めていない場合の名前です（例：`InstanceRoot`）。`--examples` でだけ `<InstanceRoot>` と表示します。',
  ),
  default: means(z.string().optional(), ...saysDefault),
  lab: means(z.string().optional(), ...saysLab),
  optional: means(
    z.boolean().optional(),
    'It may be left out, and is then an empty text.',
    '省略できるようにします。省略すると空の文字列になります。',
  ),
};
const numeric = {
  example: means(z.int().optional(), ...saysExample),
  default: means(z.int().optional(), ...saysDefault),
  lab: means(z.int().optional(), ...saysLab),
};

/** Where the users of a wave are found, in a runbook's example and in a file of waves alike. */
export const waveKeys = {
  base: means(
    z.string(),
    'The entry below which its users stand.',
    'ユーザのエントリを含む、上位のエントリです。',
  ),
  domain: means(z.string(), 'The mail domain of its users.', 'ユーザのメールドメインです。'),
};
export const saysFilter = [
  'What finds its users below the base.',
  '上位のエントリの下からユーザを見つけるフィルタです。',
] as const;

/** A wave as the documentation shows it: its users, all of one domain, are what the filter finds below the base. */
const exampleWave = z.strictObject({
  name: means(name, 'Its name.', 'ウェーブの名前です。'),
  ...waveKeys,
  filter: means(z.string(), ...saysFilter),
  users: means(z.array(z.string()).optional(), 'Their names.', 'ユーザの名前です。'),
});

/** A typed input of a runbook. The type decides what is accepted and how it is quoted. */
export const parameter = z.discriminatedUnion('type', [
  z.strictObject({
    type: means(
      z.literal('host'),
      'A host. Steps are carried out on it, and it must stand in the inventory when a run starts.',
      'ホストです。手順を実行する場所になります。実行を開始するとき、インベントリに登録されている必要があります。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(
      z.literal('path'),
      'A file or folder on a host.',
      'ホスト上のファイルまたはフォルダのパスです。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(
      z.literal('dn'),
      'The name of an entry in a directory. Inside another DN its special characters are escaped.',
      'ディレクトリのエントリの名前です。別の DN に埋め込むときは、特殊文字をエスケープします。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(z.literal('filter'), 'An LDAP search filter.', 'LDAP の検索フィルタです。'),
    ...textual,
  }),
  z.strictObject({
    type: means(
      z.literal('text'),
      'Any text on one line. In a command it is one word, whatever stands in it.',
      '1 行のテキストです。コマンドの中では、内容にかかわらず 1 つの語として渡します。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(
      z.literal('login'),
      'The name of an OS account on a host.',
      'ホストの OS アカウントの名前です。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(
      z.literal('file'),
      "A file beside the runbooks, on Watari's own machine. Its content is part of the plan.",
      'Watari のマシンで、ランブックのそばに置くファイルです。内容は計画の一部になります。',
    ),
    ...textual,
  }),
  z.strictObject({
    type: means(z.literal('port'), 'A TCP port.', 'TCP ポートです。'),
    ...base,
    ...numeric,
  }),
  z.strictObject({
    type: means(z.literal('integer'), 'A whole number.', '整数です。'),
    ...base,
    min: means(z.int(), 'The smallest that is accepted.', '受け付ける最小の値です。'),
    max: means(z.int(), 'The greatest that is accepted.', '受け付ける最大の値です。'),
    ...numeric,
  }),
  z.strictObject({
    type: means(
      z.literal('choice'),
      'One of several values. Conditions ask for it.',
      '決められた値から 1 つを選びます。条件に使えます。',
    ),
    ...base,
    of: means(
      z
        .array(
          z.strictObject({
            value: means(z.string().min(1), 'What is typed and compared.', '入力と比較に使う値です。'),
            title: means(localized, 'Its name for people.', '人が読む名前です。'),
          }),
        )
        .min(2),
      'The values to choose from.',
      '選べる値です。',
    ),
    default: means(z.string().optional(), ...saysDefault),
    example: means(
      z.string().optional(),
      "The guide's own choice, taken by `--examples`.",
      'ガイドが選んでいる値です。`--examples` で使います。',
    ),
    lab: means(z.string().optional(), ...saysLab),
  }),
  z.strictObject({
    type: means(
      z.literal('flag'),
      'On or off (`true`, `false`). Conditions ask for it.',
      'オンかオフ（`true`、`false`）です。条件に使えます。',
    ),
    ...base,
    default: means(z.boolean(), ...saysDefault),
  }),
  z.strictObject({
    type: means(
      z.literal('secret'),
      'A reference to a secret: `env:NAME`, `file:/path`, or a name in the inventory. The value itself is never accepted, and prints as `••••`.',
      '秘密の値への参照です。`env:名前`、`file:/パス`、またはインベントリの名前を指定します。値そのものは受け付けません。表示は `••••` になります。',
    ),
    ...base,
    example: means(
      z.string().optional(),
      'Public text that `--examples` and the documentation show.',
      '`--examples` とドキュメントに表示する、公開してよいテキストです。',
    ),
    inArguments: means(
      z.literal(true).optional(),
      'The author knows that commands take it as an argument, where whoever is logged in on that host can see it meanwhile. The plan says so.',
      'コマンドの引数として渡すことを、作者が承知している印です。実行中は、そのホストにログインしている人にも見えるため、計画にその旨を表示します。',
    ),
  }),
  z.strictObject({
    type: means(
      z.literal('users'),
      "Mailbox names, one a line. In the terminal `@path` reads a file on Watari's machine.",
      'メールボックス名の一覧（1 行に 1 つ）です。ターミナルでは `@パス` で Watari のマシンのファイルを読み込めます。',
    ),
    ...base,
    example: means(z.array(z.string()).optional(), ...saysExample),
  }),
  z.strictObject({
    type: means(
      z.literal('waves'),
      'Slices of users moved together, in their order. In the terminal `@path` reads what `watari waves` wrote; its text may also be given itself. For users of the default domain there is a short form: `canary: wallyc maryl; rest: hanako`. The default domain is the value of the parameter `defaultDomain`, else the one that `defaultOrganization` is named for (`dc=siroe,dc=com`); its users stand below `defaultOrganization`.',
      'まとめて移行するユーザの組を、移行する順に並べたものです。ターミナルでは `@パス` で `watari waves` が書いたファイルを読み込めます。ファイルの内容をそのまま書くこともできます。既定のドメインのユーザだけなら、`canary: wallyc maryl; rest: hanako` と短く書けます。既定のドメインは、パラメータ `defaultDomain` の値か、なければ `defaultOrganization` の DN が表すドメイン（`dc=siroe,dc=com`）です。ユーザは `defaultOrganization` の下にいるものとします。',
    ),
    ...base,
    example: means(z.array(exampleWave).min(1).optional(), ...saysExample),
  }),
]);
export type Parameter = z.infer<typeof parameter>;
export type ParameterType = Parameter['type'];
