import { z } from 'zod';

import { condition, parameterName } from './condition-form.ts';
import { localized } from './localized.ts';
import { means } from './meaning.ts';
import { operation } from './operations/index.ts';

export const RISKS = ['safe', 'disruptive', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

/** Of steps, groups, variants. */
export const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u);
const service = z.record(z.string(), z.enum(['down', 'up']));
const operations = z.array(operation);

export const step = z.strictObject({
  id: means(
    id,
    'Its name, which never changes: the anchor of its place in the documentation.',
    '手順の名前です。ドキュメントのアンカーになるため、後から変えません。',
  ),
  number: means(
    z.string().regex(/^[0-9]+[a-z]?$/u),
    'As the guide numbers it: `4`, `9a`.',
    'ガイドの番号に合わせます（例：`4`、`9a`）。',
  ),
  title: means(localized, 'What is done, in a few words.', '何をするかを短く書きます。'),
  text: means(
    localized,
    'Markdown: why, and what to watch. `{{name}}` becomes the value.',
    'Markdown です。理由と注意点を書きます。`{{名前}}` は値に置き換わります。',
  ),
  warnings: means(
    z.array(localized).optional(),
    'What must not be overlooked. Stands on the card and on the page.',
    '見落としてはならないことです。カードとページに表示します。',
  ),
  notes: means(
    z.array(localized).optional(),
    'Where the guide prints something wrong or unclear: what stands there, what stands here, and why.',
    'ガイドの記述に誤りや不明な点がある場合に、ガイドの記述、ここでの記述、その理由を書きます。',
  ),
  when: means(
    condition.optional(),
    'The step is carried out only where this holds; otherwise it does not apply.',
    '条件が成り立つときだけ実行します。成り立たなければ対象外になります。',
  ),
  risk: means(
    z.enum(RISKS),
    'Decides how many people must approve: `safe` none, `disruptive` one, `irreversible` two.',
    '必要な承認の数が決まります。`safe` は 0 人、`disruptive` は 1 人、`irreversible` は 2 人です。',
  ),
  service: means(
    service.optional(),
    'Which service goes `down` with this step, or is `up` again: the clock of the downtime.',
    'この手順で停止する（`down`）、または再開する（`up`）サービスです。停止時間の計測に使います。',
  ),
  backup: means(
    z.literal(true).optional(),
    'It makes the copy that is the way back from later steps which cannot be undone.',
    '後の元に戻せない手順から戻るための、複製を作る手順です。',
  ),
  do: means(
    operations.min(1),
    'The operations, in their order.',
    '行う操作の一覧です。書いた順に実行します。',
  ),
  verify: means(
    operations.optional(),
    'Probes that prove it. They change nothing.',
    '結果を確かめる操作です。状態を変えません。',
  ),
  unverifiable: means(
    localized.optional(),
    'Why nothing can be verified by a machine. Either `verify` or this.',
    '自動では確かめられない理由です。`verify` かこれのどちらかを書きます。',
  ),
  undo: means(
    operations.optional(),
    'How it is undone. Left out: it cannot be.',
    '元に戻す操作です。省略すると、取り消せない手順になります。',
  ),
});
export type Step = z.infer<typeof step>;

const saysReplaces = ["Replaces the fragment's.", 'フラグメントの内容を置き換えます。'] as const;
const saysAdded = ["Added to the fragment's.", 'フラグメントの内容に追加します。'] as const;

/** A step of `fragments/<use>.yaml` beside the runbook, under this number. */
export const use = z.strictObject({
  use: means(id, 'The name of the fragment.', 'フラグメントの名前です。'),
  number: step.shape.number,
  id: means(
    id.optional(),
    "Its name here; else the fragment's own.",
    'ここでの名前です。省略すると、フラグメントの名前になります。',
  ),
  with: means(
    z.record(parameterName, parameterName).optional(),
    "The fragment's parameter → this runbook's parameter.",
    'フラグメントのパラメータを、このランブックのどのパラメータに対応させるかを書きます。',
  ),
  words: means(
    z.record(parameterName, z.string()).optional(),
    'Put in where the fragment writes `{{>name}}`.',
    'フラグメントの `{{>名前}}` に入れる語です。',
  ),
  when: means(
    condition.optional(),
    "Must hold beside the fragment's own condition.",
    'フラグメントの条件に加えて、成り立つ必要がある条件です。',
  ),
  title: means(localized.optional(), ...saysReplaces),
  text: means(localized.optional(), ...saysReplaces),
  risk: means(z.enum(RISKS).optional(), ...saysReplaces),
  service: means(service.optional(), ...saysReplaces),
  do: means(operations.min(1).optional(), ...saysReplaces),
  verify: means(operations.optional(), ...saysReplaces),
  unverifiable: means(localized.optional(), ...saysReplaces),
  undo: means(operations.optional(), ...saysReplaces),
  warnings: means(z.array(localized).optional(), ...saysAdded),
  notes: means(z.array(localized).optional(), ...saysAdded),
});
export type Use = z.infer<typeof use>;

/** Steps under one number. With `each`, they are carried out wave by wave. */
export const group = z.strictObject({
  group: means(id, 'Its name.', '見出しの名前です。'),
  number: means(
    z.string().regex(/^[0-9]+$/u),
    'As the guide numbers it; its steps are `9a`, `9b` …',
    'ガイドの番号に合わせます。手順の番号は `9a`、`9b` のようになります。',
  ),
  title: means(localized, 'What its steps do together.', '含まれる手順が全体で何をするかを書きます。'),
  text: means(
    localized.optional(),
    'Markdown, said once for all of its steps.',
    'Markdown です。手順全体の説明を書きます。',
  ),
  each: means(
    parameterName.optional(),
    'Name of a parameter of type waves: the steps are carried out wave by wave.',
    'waves 型のパラメータの名前です。含まれる手順をウェーブごとに実行します。',
  ),
  budget: means(
    parameterName.optional(),
    'Name of a parameter of type integer: how many users may fail before the next wave does not begin.',
    'integer 型のパラメータの名前です。移行できなかったユーザがこの数を超えると、次のウェーブを始めません。',
  ),
  steps: means(z.array(z.union([use, step])).min(1), 'The steps, in their order.', '手順を順に書きます。'),
});
export type Group = Omit<z.infer<typeof group>, 'steps'> & { readonly steps: readonly Step[] };
