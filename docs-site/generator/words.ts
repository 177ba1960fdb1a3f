import type { Language, Localized } from '../../core/runbook/index.ts';

const both = (en: string, ja: string): Localized => ({ en, ja });

/** The four kinds of documentation, in the order in which they are listed. */
export const SECTION_NAMES = ['tutorial', 'how-to', 'explanation', 'reference'] as const;
export type Section = (typeof SECTION_NAMES)[number];

/** What they are called, and what stands on their first pages. */
export const SECTIONS = {
  tutorial: {
    title: both('Tutorial', 'チュートリアル'),
    summary: both(
      'Rehearse a whole migration on your own machine, step by step.',
      '自分のマシンで、移行をはじめから終わりまでリハーサルします。',
    ),
  },
  'how-to': {
    title: both('How-to guides', 'ハウツーガイド'),
    summary: both('What to do for one certain task.', '目的ごとの手順です。'),
  },
  explanation: {
    title: both('Explanation', '解説'),
    summary: both(
      'How Watari works, what it promises, and why it is built that way.',
      'Watari の仕組みと約束、そうした理由を説明します。',
    ),
  },
  reference: {
    title: both('Reference', 'リファレンス'),
    summary: both(
      'Every command, verb, rule, refusal and setting, made from the program itself.',
      'コマンド、動詞、規則、拒否、設定の一覧です。プログラム自身から生成しています。',
    ),
  },
} as const satisfies Record<Section, { readonly title: Localized; readonly summary: Localized }>;

export const siteWords = {
  runbooks: both('Runbooks', 'ランブック'),
  runbooksSummary: both(
    'Every procedure as it runs: the pages are made by the compiler that makes the plan.',
    '実行される手順そのものです。計画を作るのと同じコンパイラが、これらのページを作っています。',
  ),
  glossary: both('Glossary', '用語集'),
  glossarySummary: both(
    'One word, one meaning: in the program, in Slack and on these pages.',
    '1 つの語に 1 つの意味。プログラム、Slack、このサイトで同じ語を使います。',
  ),
} as const;

/** Folders of runbooks, as people call them. One of somebody's own keeps its name. */
const FAMILIES: ReadonlyMap<string, Localized> = new Map([
  ['groupmax', both('Groupmax', 'Groupmax')],
  ['iplanet', both('iPlanet Messaging Server', 'iPlanet Messaging Server')],
]);
export const familyName = (folder: string): Localized => FAMILIES.get(folder) ?? both(folder, folder);

/** Where pages of a language stand below the site's base. */
export const languagePath = (language: Language): string => (language === 'ja' ? 'ja/' : '');
