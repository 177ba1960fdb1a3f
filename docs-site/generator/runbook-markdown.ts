import { withoutWave } from '../../core/plan/page.ts';
import type { Language, Localized } from '../../core/runbook/index.ts';
import type { PageOperation, PageStep } from '../page-data.ts';
import { flowsOf, workOn } from '../page/talk-words.ts';
import { words } from '../src/site/words.ts';
import type { RunbookPage } from './runbook-data.ts';

// For programs and for people who keep a copy: the whole page as Markdown, beside the page.

// What is said on the page too is said in its words.

const both = (en: string, ja: string): Localized => ({ en, ja });
const WORDS = {
  needs: both('Who and what is needed', '必要な人ともの'),
  approvers: both('People who approve, besides the one who asks', '要求した人のほかに承認する人'),
  parameters: both('Parameters', 'パラメータ'),
  parameter: both('Parameter', 'パラメータ'),
  type: both('Type', '型'),
  value: both('Value here', 'ここでの値'),
  meaning: both('Meaning', '意味'),
  approvals: both('Approvals', '必要な承認'),
  hash: both('Step hash', '手順のハッシュ'),
  condition: both('When', '適用条件'),
  leftOut: both('Does not apply for the values here.', 'ここでの値では対象外です。'),
  note: both('Note', '注記'),
  answer: both('asks', 'の質問への回答'),
} as const;

/** `Risk: safe`, with the colon of the language. */
const labelled = (label: string, text: string, language: Language): string =>
  `${label}${words.colon[language]}${text}`;
/** A label above a block. */
const above = (label: Localized, language: Language): string =>
  `${label[language]}${words.colon[language].trim()}`;

/** The page with the guide's examples, as Markdown. */
export function runbookMarkdown({ data, view }: RunbookPage): string {
  const { runbook, language } = data;
  const say = (text: Localized): string => text[language];
  const list = (texts: readonly string[]): string =>
    texts.map((text) => `- ${indented(text, '  ')}`).join('\n');
  const tell = (label: Localized, text: string): string => labelled(say(label), text, language);
  const { needs, talks } = view;
  return [
    `# ${say(runbook.title)}`,
    say(runbook.summary),
    labelled(say(words.source), data.source, language),
    ...view.warnings.map((text) => `> ${text}`),
    `## ${say(words.assumptions)}`,
    list(runbook.assumptions.map(say)),
    `## ${say(words.advice)}`,
    list(runbook.advice.map(say)),
    `## ${say(WORDS.needs)}`,
    list([
      tell(WORDS.approvers, String(needs.approvers)),
      ...needs.services.map(({ name, down, up }) => {
        const stretch = stretchOf(down.number, up?.number ?? null, language);
        return tell(words.outage, name + bracketed(stretch, language));
      }),
      ...talks.hosts.map((host) => {
        const titles = host.titles.join(say(words.comma));
        const named = `\`${host.name}\`${titles === '' ? '' : bracketed(titles, language)}`;
        const work = workOn(host, language).join(language === 'ja' ? '、' : '; ');
        return tell(words.groups.hosts, labelled(named, work, language));
      }),
      ...flowsOf(talks, language),
      ...needs.secrets.map(({ title }) => tell(words.secrets, title)),
    ]),
    `## ${say(WORDS.parameters)}`,
    parameterTable({ data, view }, language),
    ...view.steps.flatMap((step, index) => stepBlocks(step, view.steps[index - 1], language)),
    '',
  ].join('\n\n');
}

function stretchOf(from: string, to: string | null, language: Language): string {
  if (language === 'ja') return to === null ? `手順 ${from} から` : `手順 ${from} から手順 ${to} まで`;
  return to === null ? `step ${from} on` : `step ${from} to step ${to}`;
}

const bracketed = (text: string, language: Language): string =>
  language === 'ja' ? `（${text}）` : ` (${text})`;

function parameterTable({ view }: RunbookPage, language: Language): string {
  const head = [WORDS.parameter, WORDS.type, WORDS.value, WORDS.meaning].map((text) => text[language]);
  const rows = view.parameters.map(({ name, type, value, title, help }) => [
    `\`${name}\``,
    type,
    value === '' ? '' : `\`${value.replaceAll('\n', ', ')}\``,
    help === null ? title : labelled(title, help, language),
  ]);
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function stepBlocks(step: PageStep, before: PageStep | undefined, language: Language): readonly string[] {
  const say = (text: Localized): string => text[language];
  const tell = (label: Localized, text: string): string => labelled(say(label), text, language);
  const { group, services, operations, verify, undo } = step;
  const number = withoutWave(step.number);
  const opens = group !== null && group.id !== before?.group?.id;
  const facts = [
    tell(words.risk, step.riskName),
    tell(WORDS.approvals, String(step.approvals)),
    ...services.map(({ name, change }) =>
      labelled(name, say(change === 'down' ? words.goesDown : words.comesBack), language),
    ),
    tell(WORDS.hash, `\`${step.stepHash}\``),
  ];
  return [
    ...(opens ? [`## ${group.number} ${group.title}`] : []),
    `${group === null ? '##' : '###'} ${number} ${step.title}`,
    facts.join(' · '),
    ...(step.applies ? [] : [`**${say(WORDS.leftOut)}**`]),
    ...(step.condition === null ? [] : [tell(WORDS.condition, step.condition)]),
    step.text,
    ...step.warnings.map((text) => `> **${above(words.warning, language)}** ${indented(text, '> ')}`),
    ...part(words.carriesOut, operations, language),
    ...part(words.verification, verify, language),
    ...(step.unverifiable === null ? [] : [tell(words.unverifiable, step.unverifiable)]),
    ...part(words.undo, undo, language),
    ...step.notes.map((text) => tell(WORDS.note, text)),
  ];
}

const part = (
  title: Localized,
  operations: readonly PageOperation[],
  language: Language,
): readonly string[] =>
  operations.length === 0
    ? []
    : [`**${title[language]}**`, ...operations.flatMap((one) => operationBlocks(one, language))];

function operationBlocks(operation: PageOperation, language: Language): readonly string[] {
  const say = (text: Localized): string => text[language];
  const tell = (label: Localized, text: string): string => labelled(say(label), text, language);
  const { note, place, as, command, ask, named, prompts, input, expected, retry, facts } = operation;
  const where = [
    ...(place === null ? [] : [`\`${place}\``]),
    ...(as === null ? [] : [`${say(words.as)} \`${as}\``]),
  ];
  return [
    ...(note === null ? [] : [note]),
    ...(where.length + facts.length === 0 ? [] : [[...where, ...facts].join(' · ')]),
    ...(named === null ? [] : [say(words.named(named))]),
    ...(ask === null ? [] : [tell(words.byHand, ask)]),
    ...(command === null ? [] : [fenced(command)]),
    ...prompts.map(({ asks, answer }) =>
      language === 'ja'
        ? `- 「${asks}」${WORDS.answer.ja}：\`${answer}\``
        : `- ${WORDS.answer.en} “${asks}”: \`${answer}\``,
    ),
    ...(input === null ? [] : [above(words.input, language), fenced(input)]),
    ...(retry === null ? [] : [above(words.retry, language), fenced(retry)]),
    ...(expected === null ? [] : [tell(words.expected, expected)]),
  ];
}

/** The command alone, whatever stands in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);
