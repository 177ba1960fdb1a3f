import type { PageStep } from '../page-data.ts';
import { words } from '../src/site/words.ts';
import type { RunbookPage } from './runbook-data.ts';

/** Where the form of a runbook's page stands. */
export const VALUES_ANCHOR = 'your-values';

/** A runbook's page: its headings, which search, contents and anchors need. Everything else is drawn from the data beside it. */
export function runbookMdx({ data, view }: RunbookPage, position: number): string {
  const { runbook, language } = data;
  const name = runbook.id.slice(runbook.id.indexOf('/') + 1);
  return [
    frontMatter({
      title: runbook.title[language],
      description: runbook.summary[language],
      sidebar_position: position,
      toc_max_heading_level: 3,
    }),
    `import data from './${name}.json';`,
    '',
    '<RunbookPage data={data}>',
    '',
    '<RunbookHead />',
    '',
    `## ${words.yourValues[language]} {#${VALUES_ANCHOR}}`,
    '',
    '<RunbookValues />',
    '',
    ...view.steps.flatMap((step, index) => stepMdx(step, view.steps[index - 1])),
    '</RunbookPage>',
    '',
  ].join('\n');
}

function stepMdx(step: PageStep, before: PageStep | undefined): readonly string[] {
  const { group, anchor, title } = step;
  const number = step.number.replace(/@.*$/u, '');
  const opens = group !== null && group.id !== before?.group?.id;
  return [
    ...(opens ? [`## ${escapedMdx(`${group.number} ${group.title}`)} {#${groupAnchor(group.id)}}`, ''] : []),
    `<Step id="${anchor}">`,
    '',
    `${group === null ? '##' : '###'} ${escapedMdx(`${number} ${title}`)} {#${anchor}}`,
    '',
    '</Step>',
    '',
  ];
}

/** Of a group of a wave: `move-users@canary` becomes `move-users-canary`. */
export const groupAnchor = (id: string): string => id.replaceAll('@', '-');

/** Values are JSON, which is YAML. */
export const frontMatter = (values: Readonly<Record<string, string | number | boolean>>): string =>
  [
    '---',
    ...Object.entries(values).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    '---',
    '',
  ].join('\n');

/** Text that means itself, in MDX. */
export const escapedMdx = (text: string): string =>
  text.replaceAll(/[\\`*_{}<>[\]|~#&]/gu, (mark) => `\\${mark}`);
