import { both } from '../../core/runbook/index.ts';
import type { Reference } from './reference-form.ts';
import { heading, keyList, meaningList, prose } from './reference-text.ts';
import type { ReferenceSource } from './reference.ts';

/** Headings begin with a capital. */
const capital = (text: string): string => {
  const bare = text.replace(/^(?:an?) /u, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

/** Where a form is described: on this page of the schema, or on that of the verbs. */
const placeOf =
  ({ forms }: Reference, page: 'runbook-schema' | 'verbs') =>
  (form: string): string | null => {
    const elsewhere = page === 'verbs' ? './runbook-schema' : '';
    if (form === 'operation') return './verbs';
    if (form === 'condition') return `${elsewhere}#conditions`;
    if (form === 'parameter') return `${elsewhere}#parameter-types`;
    return forms.some(({ id }) => id === form) ? `${elsewhere}#${form}` : null;
  };

const words = {
  schema: both(
    'A runbook is a YAML file below `runbooks/`. Keys that are not named here are refused, and so is a text that stands in one language alone. `check` holds a runbook to [more than its form](./check-rules). Editors with a YAML language server complete and check by the schema that the first line of a file names.',
    'ランブックは `runbooks/` の下の YAML ファイルです。ここにないキーや、片方の言語しかない文章は使えません。書式のほかに `check` が確かめる規則もあります（[check の規則](./check-rules)）。YAML 言語サーバに対応したエディタでは、ファイルの 1 行目に書かれたスキーマで補完と検査ができます。',
  ),
  conditions: both('Conditions', '条件'),
  types: both('Parameter types', 'パラメータの型'),
  verbs: both(
    'An operation is a map with one verb, and perhaps a condition (`when`) beside it. Operations stand in `do`, `verify` and `undo` of [a step](./runbook-schema#step).',
    '操作は、動詞を 1 つ持つキーと値の組です。条件（`when`）を添えられます。[手順](./runbook-schema#step)の `do`、`verify`、`undo` に書きます。',
  ),
  site: both(
    'A site is a folder with the files below (`WATARI_SITE`). Keys that are not named here are problems, and all problems are reported at once, each with file and line. Tokens come from the environment alone.',
    '拠点は、次のファイルを置いたフォルダです（`WATARI_SITE`）。ここにないキーは問題として報告します。問題は、ファイル名と行番号を添えてまとめて表示します。トークンは環境変数だけで指定します。',
  ),
  environment: both('Environment variables', '環境変数'),
} as const;

export const runbookSchema: ReferenceSource = {
  path: 'runbook-schema',
  title: both('The runbook schema', 'ランブックの書式'),
  summary: both(
    'Every key of a runbook: steps, parameters, conditions, variants, fragments.',
    'ランブックに書けるキー（手順、パラメータ、条件、バリアント、フラグメント）の一覧です。',
  ),
  body: (reference, language) => {
    const sees = placeOf(reference, 'runbook-schema');
    return [
      words.schema[language],
      ...reference.forms.flatMap(({ id, title, keys }) => [
        heading('##', capital(title[language]), id),
        keyList(keys, language, sees),
      ]),
      heading('##', words.conditions[language], 'conditions'),
      meaningList(
        reference.conditions.map(({ written, means }) => ({ name: written, means })),
        language,
      ),
      heading('##', words.types[language], 'parameter-types'),
      ...reference.parameterTypes.flatMap(({ type, means, keys }) => [
        heading('###', `\`${type}\``, `type-${type}`),
        prose(means[language]),
        keyList(keys, language, sees),
      ]),
    ].join('\n\n');
  },
};

export const verbs: ReferenceSource = {
  path: 'verbs',
  title: both('Verbs', '動詞'),
  summary: both(
    'What a step can do, and the keys of each verb.',
    '手順に書ける操作と、それぞれのキーの一覧です。',
  ),
  body: (reference, language) =>
    [
      words.verbs[language],
      ...reference.verbs.flatMap(({ verb, does, keys }) => [
        heading('##', `\`${verb}\``, verb),
        does[language],
        keyList(keys, language, placeOf(reference, 'verbs')),
      ]),
    ].join('\n\n'),
};

export const settings: ReferenceSource = {
  path: 'settings',
  title: both('Settings', '設定'),
  summary: both('The files of a site and the environment variables.', '拠点のファイルと環境変数の一覧です。'),
  body: (reference, language) =>
    [
      words.site[language],
      ...reference.files.flatMap(({ name, means, keys }) => [
        heading('##', `\`${name}\``, name.replaceAll(/[^a-z]+/gu, '-')),
        means[language],
        keyList(keys, language, siteForm),
      ]),
      heading('##', words.environment[language], 'environment'),
      meaningList(reference.environment, language),
    ].join('\n\n'),
};

/** Forms of a runbook that files of a site share. */
const siteForm = (form: string): string | null =>
  form === 'expectation' || form === 'match' ? `./runbook-schema#${form}` : null;
