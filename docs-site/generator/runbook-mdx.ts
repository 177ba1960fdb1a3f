import { withoutWave } from '../../core/plan/page.ts';
import type { PageStep } from '../page-data.ts';
import { PAGE_ANCHORS, groupAnchor } from '../page/anchors.ts';
import { words } from '../src/site/words.ts';
import type { RunbookPage } from './runbook-data.ts';

/**
 * A runbook's page: its headings, which search, contents and anchors need. Everything else is drawn from the data beside it.
 * Search takes for a heading's text what follows it inside the same element: so every step has one, and what comes before
 * the steps, and a group's title too.
 */
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
    '<div className="runbook__head">',
    '',
    '<RunbookHead />',
    '',
    `## ${words.yourValues[language]} {#${PAGE_ANCHORS.values}}`,
    '',
    '<RunbookValues />',
    '',
    '</div>',
    '',
    ...view.steps.flatMap((step, index) => stepMdx(step, view.steps[index - 1])),
    '</RunbookPage>',
    '',
  ].join('\n');
}

function stepMdx(step: PageStep, before: PageStep | undefined): readonly string[] {
  const { group, anchor, title } = step;
  const number = withoutWave(step.number);
  const opens = group !== null && group.id !== before?.group?.id;
  return [
    ...(opens ? groupMdx(group) : []),
    `<Step id="${anchor}">`,
    '',
    `${group === null ? '##' : '###'} ${escapedMdx(`${number} ${title}`)} {#${anchor}}`,
    '',
    '</Step>',
    '',
  ];
}

const groupMdx = ({ id, number, title }: NonNullable<PageStep['group']>): readonly string[] => [
  '<div className="group-title">',
  '',
  `## ${escapedMdx(`${number} ${title}`)} {#${groupAnchor(id)}}`,
  '',
  '</div>',
  '',
];

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
