import { z } from 'zod';

import { parameterName } from './condition-form.ts';
import { type Localized, localized } from './localized.ts';
import { means } from './meaning.ts';
import { type Parameter, parameter } from './parameter-form.ts';
import { type Group, type Step, group, id, step, use } from './step-form.ts';

export type { Condition } from './condition-form.ts';
export { type Parameter, type ParameterType, parameter } from './parameter-form.ts';
export { type Group, RISKS, type Risk, type Step, type Use, group, step, use } from './step-form.ts';

/** What `fragments/<name>.yaml` says: one step that several runbooks of the folder share. */
export const fragment = z.strictObject({
  fragment: means(
    z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/u),
    'Its folder and its name: `iplanet/backup`.',
    'フォルダ名と名前です（例：`iplanet/backup`）。',
  ),
  parameters: means(
    z.record(parameterName, parameter),
    'Those of a runbook that uses it, unless the runbook declares one of the name itself.',
    '使うランブックのパラメータになります。同じ名前をランブックで宣言した場合は、そちらを使います。',
  ),
  words: means(
    z.record(parameterName, z.string()).optional(),
    'Bits of text that differ between runbooks, with what stands there if nothing is said.',
    'ランブックごとに異なる語と、指定がないときの語です。',
  ),
  step: means(step.omit({ number: true }), 'The step, without a number.', '番号を除いた手順です。'),
});
export type Fragment = z.infer<typeof fragment>;

/** One reading of a source. */
export const variant = z.strictObject({
  title: means(localized, 'The title of this reading.', 'このバリアントのタイトルです。'),
  summary: means(localized.optional(), "Else the source's own.", '省略すると、元の要約を使います。'),
  leaveOut: means(
    z.array(id),
    'Steps, or whole groups, that it does not have.',
    '含めない手順または見出しの id です。',
  ),
  set: means(
    z.record(parameterName, z.union([z.string(), z.boolean()])).optional(),
    'Values that are decided here and are not asked for.',
    'このバリアントで決まっている値です。入力を求めません。',
  ),
  with: means(
    z.record(parameterName, parameterName).optional(),
    'One parameter of the source stands for another here, which is not asked for: `{ newHost: oldHost }`.',
    '別のパラメータで代用するパラメータです。入力を求めません（例：`{ newHost: oldHost }`）。',
  ),
  numbers: means(
    z.literal('consecutive').optional(),
    'Counts 1, 2, 3 … in what is left; letters are kept. Left out: the numbers as written.',
    '残った手順に 1 から番号を振り直します。英字は残します。省略すると、書かれた番号のままです。',
  ),
  assumptions: means(
    z.array(localized).optional(),
    'Added to those of the source.',
    '元の前提条件に追加します。',
  ),
  advice: means(z.array(localized).optional(), 'Added to that of the source.', '元の助言に追加します。'),
});
export type Variant = z.infer<typeof variant>;

/** One file, as written. */
export const runbook = z.strictObject({
  id: means(
    z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/u),
    'Folder and name: `iplanet/sims-offline`. What `list` and `start` call it.',
    'フォルダ名と名前です（例：`iplanet/sims-offline`）。`list` や `start` で使います。',
  ),
  title: means(localized, 'What it migrates.', '何を移行するかを短く書きます。'),
  summary: means(localized, 'What it does, in a paragraph.', '内容を 1 段落で書きます。'),
  source: means(
    z.strictObject({
      guide: means(
        z.union([z.string(), localized]),
        'The title of the guide, as it stands on it, or what it is called in either language (`en`, `ja`).',
        'ガイドの題名です。そのまま書くか、`en` と `ja` に分けて書きます。',
      ),
      chapter: means(z.union([z.int(), z.string()]).optional(), 'Its chapter.', '章です。'),
      section: means(z.string().optional(), 'Its section.', '節です。'),
    }),
    'The guide that the procedure is taken from.',
    '手順の元になったガイドです。',
  ),
  assumptions: means(
    z.array(localized),
    'What must be so before anybody begins.',
    '始める前に満たしておく前提条件です。',
  ),
  advice: means(z.array(localized), 'What makes the night easier.', '当日に役立つ助言です。'),
  parameters: means(
    z.record(parameterName, parameter),
    'Its inputs, by name.',
    '入力を、名前とともに書きます。',
  ),
  variants: means(
    z.record(id, variant).optional(),
    'Named readings of one source: each is a runbook of its own to list, plan and start.',
    '1 つの元から作る複数のバリアントです。それぞれが 1 つのランブックになります。',
  ),
  steps: means(
    z.array(z.union([group, use, step])).min(1),
    'Steps, groups of steps, and steps of fragments, in their order.',
    '手順、見出し、フラグメントの手順を、実行する順に書きます。',
  ),
});
export type WrittenRunbook = z.infer<typeof runbook>;

/** A file with the steps of its fragments in their places. */
export type RunbookSource = Omit<WrittenRunbook, 'steps'> & { readonly steps: readonly (Group | Step)[] };

/** As checked: one variant, flat steps, each with its place in the file. */
export type CheckedStep = Step & {
  readonly group: {
    readonly id: string;
    readonly number: string;
    readonly title: Localized;
    /** The parameter that names the waves, where the group is carried out wave by wave. */
    readonly each?: string;
    readonly budget?: string;
  } | null;
};
export type Runbook = {
  /** `iplanet/sims-offline`, `groupmax/from-v5`. */
  readonly id: string;
  readonly file: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly source: RunbookSource['source'];
  readonly assumptions: readonly Localized[];
  readonly advice: readonly Localized[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly steps: readonly CheckedStep[];
};
