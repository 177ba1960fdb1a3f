import type { Runbook } from '../../core/runbook/index.ts';
import { SECTIONS, SECTION_NAMES, familyName, siteWords } from './words.ts';

const ORDER = ['tutorial', 'runbooks', 'how-to', 'explanation', 'reference'] as const;

const folders = (runbooks: readonly Runbook[]): readonly string[] => [
  ...new Set(runbooks.map(({ id }) => id.slice(0, id.indexOf('/')))),
];

/** The folders of the side bar in English, as Docusaurus reads them: `_category_.json` below `docs/`. */
export function categories(runbooks: readonly Runbook[]): ReadonlyMap<string, string> {
  const json = (label: string, position: number, key: string, more: object = {}): string =>
    `${JSON.stringify({ label, position, key, ...more })}\n`;
  return new Map([
    ...SECTION_NAMES.map((section): [string, string] => [
      `${section}/_category_.json`,
      json(SECTIONS[section].title.en, ORDER.indexOf(section) + 1, section),
    ]),
    [
      'runbooks/_category_.json',
      json(siteWords.runbooks.en, ORDER.indexOf('runbooks') + 1, 'runbooks', { collapsed: false }),
    ],
    ...folders(runbooks).map((folder, index): [string, string] => [
      `runbooks/${folder}/_category_.json`,
      json(familyName(folder).en, index + 1, folder, { collapsed: false }),
    ]),
  ]);
}

/** The same words in Japanese: Docusaurus reads no `_category_.json` of a translation. */
export function categoryWords(runbooks: readonly Runbook[]): string {
  const words = [
    ...SECTION_NAMES.map((section): [string, string] => [section, SECTIONS[section].title.ja]),
    ['runbooks', siteWords.runbooks.ja],
    ...folders(runbooks).map((folder): [string, string] => [folder, familyName(folder).ja]),
  ];
  const entries = words.map(([key = '', message]) => [`sidebar.main.category.${key}`, { message }]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
