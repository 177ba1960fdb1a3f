import {
  type Language,
  type Plan,
  type PlannedOperation,
  type PlannedStep,
  type Preview,
  expectedOf,
  isManual,
  placeOf,
  riskName,
} from '#core/index.ts';

import { cardWords } from '../messages/card-words.ts';
import { factsOfOperation } from '../messages/operation-facts.ts';

const WORDS = {
  en: {
    plan: 'Plan',
    on: 'on',
    does: 'do',
    verify: 'verify',
    undo: 'undo',
    approvals: (n: number) => `${n} approval${n === 1 ? '' : 's'}`,
    not: 'does not apply',
    warning: 'Warning',
    note: 'Note',
  },
  ja: {
    plan: '計画',
    on: 'ホスト',
    does: '実行',
    verify: '確認',
    undo: '取り消し',
    approvals: (n: number) => `承認 ${n} 件`,
    not: '対象外',
    warning: '警告',
    note: '注記',
  },
} as const;

/** A plan as lines for a terminal: every step of the variant, with its commands. */
export function planLines(plan: Plan, language: Language): string[] {
  const words = WORDS[language];
  return [
    `${plan.title[language]} (${plan.runbook})`,
    `${words.plan} ${plan.planHash.slice(0, 12)}`,
    ...plan.warnings.map((warning) => `${words.warning}: ${warning[language]}`),
    ...plan.steps.flatMap((step) => ['', ...stepLines(step, language)]),
  ];
}

/** One step: head, condition, warnings, operations, each with what it would meet now where that is known. */
export function stepLines(
  step: PlannedStep,
  language: Language,
  previews: Readonly<Record<string, Preview>> = {},
): string[] {
  const words = WORDS[language];
  const marks = [
    riskName[step.risk][language],
    ...(step.approvals > 0 ? [words.approvals(step.approvals)] : []),
  ];
  return [
    `${step.number.padStart(4)}  ${step.title[language]}  [${marks.join(', ')}]${step.applies ? '' : `  (${words.not})`}`,
    `      ${step.because[language]}`,
    `      ${step.text[language]}`,
    ...step.warnings.map((warning) => `      ${words.warning}: ${warning[language]}`),
    ...step.notes.map((note) => `      ${words.note}: ${note[language]}`),
    ...operationLines(words.does, step.operations, previews, language),
    ...operationLines(words.verify, step.verify, previews, language),
    ...operationLines(words.undo, step.undo, previews, language),
  ];
}

function operationLines(
  label: string,
  operations: readonly PlannedOperation[],
  previews: Readonly<Record<string, Preview>>,
  language: Language,
): string[] {
  return operations.flatMap((operation) => {
    const host = placeOf(operation);
    const what =
      operation.command ??
      (operation.verb === 'manual' || operation.verb === 'site' ? operation.ask[language] : operation.verb);
    const expected = expectedOf(operation);
    const { named, as, prompts, whoAnswers, input } = factsOfOperation(operation);
    return [
      ...(operation.note === null ? [] : [`      # ${operation.note[language]}`]),
      ...(named === null ? [] : [`      # ${named[language]}`]),
      `      ${label}${host === null ? '' : ` [${host}]`}: ${what}`,
      ...(as === null ? [] : [`        ${cardWords.as[language]}: ${as}`]),
      ...(prompts.length === 0 ? [] : [`        ${whoAnswers[language]}:`]),
      ...prompts.map((line) => `          ${line}`),
      ...(input === null ? [] : [`        ${cardWords.input[language]}:`, ...indented(input)]),
      ...(expected === null ? [] : [`        → ${expected[language]}`]),
      ...previewLines(operation, previews[operation.id], language),
    ];
  });
}

const indented = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `          ${line}`);

const MOST_CHANGES = 20;

/** As many as fit on a screen; `status --json` has them all. */
function firstOf(changes: readonly string[], language: Language): readonly string[] {
  const left = changes.length - MOST_CHANGES;
  if (left <= 0) return changes;
  const more =
    language === 'ja'
      ? `… ほか ${left} 件（status --json ですべて表示）`
      : `… and ${left} more (status --json shows all)`;
  return [...changes.slice(0, MOST_CHANGES), more];
}

/** What it would meet now; what a person is asked to do stands above already. */
function previewLines(
  operation: PlannedOperation,
  preview: Preview | undefined,
  language: Language,
): string[] {
  if (preview === undefined || isManual(operation)) return [];
  const { text, changes, concerns = [] } = preview;
  const sentences = [text, ...concerns].map((one) => one[language]);
  return [
    `        ${cardWords.preview[language]}: ${sentences.join(language === 'ja' ? '' : ' ')}`,
    ...firstOf(changes, language).map((change) => `          ${change}`),
  ];
}
