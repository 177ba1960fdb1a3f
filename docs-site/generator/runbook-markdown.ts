import type { Language, Localized } from '../../core/runbook/index.ts';
import type { PageOperation, PageStep } from '../page-data.ts';
import { flowsOf, workOn } from '../page/talk-words.ts';
import type { RunbookPage } from './runbook-data.ts';

// For programs and for people who keep a copy: the whole page as Markdown, beside the page.

const both = (en: string, ja: string): Localized => ({ en, ja });
const WORDS = {
  source: both('Source', '出典'),
  assumptions: both('Assumptions', '前提'),
  advice: both('Before you begin', '始める前に'),
  needs: both('Who and what is needed', '必要な人ともの'),
  approvers: both('People who approve, besides the one who asks', '要求した人のほかに承認する人'),
  services: both('Services away', '止まるサービス'),
  hosts: both('Hosts', 'ホスト'),
  secrets: both('Secrets', 'シークレット'),
  parameters: both('Parameters', 'パラメータ'),
  parameter: both('Parameter', 'パラメータ'),
  type: both('Type', '型'),
  value: both('Value here', 'ここでの値'),
  meaning: both('Meaning', '意味'),
  risk: both('Risk', 'リスク'),
  approvals: both('Approvals', '必要な承認'),
  hash: both('Step hash', '手順のハッシュ'),
  condition: both('When', '適用条件'),
  leftOut: both('Does not apply for the values here.', 'ここでの値では対象外です。'),
  down: both('stops here', 'ここで停止'),
  up: both('is back after this', 'この手順で再開'),
  warning: both('Warning', '警告'),
  note: both('Note', '注記'),
  does: both('Carries out', '実行する操作'),
  verify: both('Verification', '結果の確認'),
  unverifiable: both('No machine can verify this', '機械では確認できません'),
  undo: both('Undo', '取り消し'),
  byHand: both('A person does this', '担当者の作業'),
  answer: both('asks', 'の質問への回答'),
  input: both('Standard input', '標準入力'),
  expected: both('Counts as success', '成功の条件'),
  retry: both('After a first attempt', '2 回目以降の実行'),
  as: both('as', '実行ユーザ'),
} as const;

/** The page with the guide's examples, as Markdown. */
export function runbookMarkdown({ data, view }: RunbookPage): string {
  const { runbook, language } = data;
  const say = (text: Localized): string => text[language];
  const list = (texts: readonly string[]): string =>
    texts.map((text) => `- ${indented(text, '  ')}`).join('\n');
  const { needs, talks } = view;
  return [
    `# ${say(runbook.title)}`,
    say(runbook.summary),
    `${say(WORDS.source)}: ${data.source}`,
    ...view.warnings.map((text) => `> ${text}`),
    `## ${say(WORDS.assumptions)}`,
    list(runbook.assumptions.map(say)),
    `## ${say(WORDS.advice)}`,
    list(runbook.advice.map(say)),
    `## ${say(WORDS.needs)}`,
    list([
      `${say(WORDS.approvers)}: ${needs.approvers}`,
      ...needs.services.map(
        ({ name, down, up }) =>
          `${say(WORDS.services)}: ${name} (${stretchOf(down.number, up?.number ?? null, language)})`,
      ),
      ...talks.hosts.map((host) => {
        const titles = host.titles.length === 0 ? '' : ` (${host.titles.join(', ')})`;
        return `${say(WORDS.hosts)}: \`${host.name}\`${titles}: ${workOn(host, language).join('; ')}`;
      }),
      ...flowsOf(talks, language),
      ...needs.secrets.map(({ title }) => `${say(WORDS.secrets)}: ${title}`),
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

function parameterTable({ view }: RunbookPage, language: Language): string {
  const head = [WORDS.parameter, WORDS.type, WORDS.value, WORDS.meaning].map((text) => text[language]);
  const rows = view.parameters.map(({ name, type, value, title, help }) => [
    `\`${name}\``,
    type,
    value === '' ? '' : `\`${value.replaceAll('\n', ', ')}\``,
    help === null ? title : `${title}${language === 'ja' ? '：' : ': '}${help}`,
  ]);
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function stepBlocks(step: PageStep, before: PageStep | undefined, language: Language): readonly string[] {
  const say = (text: Localized): string => text[language];
  const { group, services, operations, verify, undo } = step;
  const number = step.number.replace(/@.*$/u, '');
  const opens = group !== null && group.id !== before?.group?.id;
  const facts = [
    `${say(WORDS.risk)}: ${step.riskName}`,
    `${say(WORDS.approvals)}: ${step.approvals}`,
    ...services.map(({ name, change }) => `${name}: ${say(WORDS[change])}`),
    `${say(WORDS.hash)}: \`${step.stepHash}\``,
  ];
  return [
    ...(opens ? [`## ${group.number} ${group.title}`] : []),
    `${group === null ? '##' : '###'} ${number} ${step.title}`,
    facts.join(' · '),
    ...(step.applies ? [] : [`**${say(WORDS.leftOut)}**`]),
    ...(step.condition === null ? [] : [`${say(WORDS.condition)}: ${step.condition}`]),
    step.text,
    ...step.warnings.map((text) => `> **${say(WORDS.warning)}:** ${indented(text, '> ')}`),
    ...part(WORDS.does, operations, language),
    ...part(WORDS.verify, verify, language),
    ...(step.unverifiable === null ? [] : [`${say(WORDS.unverifiable)}: ${step.unverifiable}`]),
    ...part(WORDS.undo, undo, language),
    ...step.notes.map((text) => `${say(WORDS.note)}: ${text}`),
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
  const { note, place, as, command, ask, prompts, input, expected, retry, facts } = operation;
  const where = [
    ...(place === null ? [] : [`\`${place}\``]),
    ...(as === null ? [] : [`${say(WORDS.as)} \`${as}\``]),
  ];
  return [
    ...(note === null ? [] : [note]),
    ...(where.length + facts.length === 0 ? [] : [[...where, ...facts].join(' · ')]),
    ...(ask === null ? [] : [`${say(WORDS.byHand)}: ${ask}`]),
    ...(command === null ? [] : [fenced(command)]),
    ...prompts.map(({ asks, answer }) =>
      language === 'ja'
        ? `- 「${asks}」${WORDS.answer.ja}: \`${answer}\``
        : `- ${WORDS.answer.en} “${asks}”: \`${answer}\``,
    ),
    ...(input === null ? [] : [`${say(WORDS.input)}:`, fenced(input)]),
    ...(retry === null ? [] : [`${say(WORDS.retry)}:`, fenced(retry)]),
    ...(expected === null ? [] : [`${say(WORDS.expected)}: ${expected}`]),
  ];
}

/** The command alone, whatever stands in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

const indented = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);
