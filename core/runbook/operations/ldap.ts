import { z } from 'zod';

import { means } from '../meaning.ts';
import { match } from './expect.ts';
import { on } from './shared-keys.ts';

const scope = means(
  z.enum(['base', 'one', 'sub']),
  'How far below the base: `base` the entry itself, `one` what stands directly below it, `sub` all of it.',
  '検索の範囲です。`base` はそのエントリだけ、`one` は直下、`sub` は下位のすべてです。',
);
const base = means(
  z.string(),
  'Where the search begins: name of a parameter of type dn, or a template.',
  '検索の起点です。dn 型のパラメータの名前、またはテンプレートを書きます。',
);
const filter = means(
  z.string(),
  'What is searched for: name of a parameter of type filter, or a template.',
  '検索のフィルタです。filter 型のパラメータの名前、またはテンプレートを書きます。',
);
const search = { base, scope, filter };
const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9;-]*$/u);
const remembered = z.strictObject({
  of: means(
    z.string(),
    'The id of the step that remembered, in the same wave.',
    '値を控えた手順の id です（同じウェーブの手順）。',
  ),
  attributes: means(
    z.array(attribute).min(1).optional(),
    'Which of its attributes. Left out: all.',
    '対象の属性です。省略すると、控えたすべての属性です。',
  ),
});
const definitions = z.strictObject({
  file: means(
    z.string(),
    'Name of a parameter of type file, or a template.',
    'file 型のパラメータの名前、またはテンプレートを書きます。',
  ),
});

/** LDAP over a directory that the inventory names `host:port`. Written so that repeating it is harmless. */
export const ldap = z.strictObject({
  host: on,
  port: means(
    z.string(),
    'Name of a parameter of type port. Host and port together are the name of the directory in the inventory.',
    'port 型のパラメータの名前です。ホストとポートの組が、インベントリのディレクトリの名前になります。',
  ),
  bindDn: means(
    z.string(),
    'Who binds: name of a parameter of type dn, or a template.',
    'バインドする DN です。dn 型のパラメータの名前、またはテンプレートを書きます。',
  ),
  password: means(z.string(), 'Name of a parameter of type secret.', 'secret 型のパラメータの名前です。'),
  addSchema: means(
    definitions.optional(),
    'Adds what is missing of a file of schema definitions. Exactly one of this and the six that follow.',
    'スキーマ定義のファイルから、足りないものを追加します。これと次の 6 つのうち、1 つだけを書きます。',
  ),
  addLdif: means(
    z
      .strictObject({
        on,
        path: means(
          z.string(),
          'Where the LDIF stands: name of a parameter of type path, or a template.',
          'LDIF の場所です。path 型のパラメータの名前、またはテンプレートを書きます。',
        ),
      })
      .optional(),
    'Adds the entries of an LDIF on a host.',
    'ホストにある LDIF のエントリを追加します。',
  ),
  read: means(
    z
      .strictObject({
        ...search,
        count: means(
          z
            .strictObject({
              is: means(z.int().min(0).optional(), 'So many.', 'この数であること。'),
              atLeast: means(z.int().min(0).optional(), 'So many, or more.', 'この数以上であること。'),
            })
            .optional(),
          'How many entries must be found.',
          '見つかるエントリの数の条件です。',
        ),
        attribute: means(
          z
            .strictObject({
              name: means(z.string(), 'Its name.', '属性の名前です。'),
              every: means(
                match,
                'What the values of every entry found must look like.',
                '見つかったすべてのエントリの値が満たす条件です。',
              ),
            })
            .optional(),
          'An attribute, and what its values must be.',
          '属性と、値の条件です。',
        ),
      })
      .optional(),
    'A probe: searches, and holds what it finds to `count` or `attribute`.',
    '検索し、結果が `count` または `attribute` の条件を満たすかどうかを確かめます。',
  ),
  hasSchema: means(
    definitions.optional(),
    'A probe: the directory knows every attribute type and object class of the file.',
    'ファイルにある属性型とオブジェクトクラスを、ディレクトリがすべて知っているかどうかを確かめます。',
  ),
  remember: means(
    z
      .strictObject({
        ...search,
        attributes: means(z.array(attribute).min(1), 'Which attributes.', '控える属性です。'),
      })
      .optional(),
    'Keeps these attributes of every entry found as evidence, before later steps change them. Changes nothing.',
    '後の手順で変わる前に、見つかったエントリの属性を証跡として控えます。状態を変えません。',
  ),
  putBack: means(
    remembered.optional(),
    'Gives each entry that a step remembered its values back, also entries of users who were taken out of the wave since.',
    '手順が控えた値を、控えた各エントリに戻します。その後ウェーブから外したユーザのエントリも含みます。',
  ),
  isBack: means(
    remembered.optional(),
    'A probe: each entry that a step remembered has the values that it had then.',
    '控えた各エントリが、手順が控えた値になっているかどうかを確かめます。',
  ),
});
export type Ldap = z.infer<typeof ldap>;
export const ldapDescription = {
  en: 'Reads or changes a directory over LDAP, in a way that may be repeated without harm; remembers values and puts them back.',
  ja: 'LDAP でディレクトリを読み書きします。繰り返しても結果が変わらない方法で行います。いまの値を控えておき、あとで元に戻すこともできます。',
} as const;
