import { type PagePlan, type PlannedValue, isAsked } from '../../core/plan/page.ts';
import type { Language, ParameterType, Runbook } from '../../core/runbook/index.ts';

type PageChoice = { readonly value: string; readonly title: string };
export type PageParameter = {
  readonly name: string;
  readonly type: ParameterType;
  readonly title: string;
  /** Markdown. */
  readonly help: string | null;
  /** Whether the form has a field for it: not for secrets, files and waves. */
  readonly asked: boolean;
  /** What the plan on this page uses: a choice's value, users one a line. */
  readonly value: string;
  /** The same for people: a choice's title. */
  readonly shown: string;
  readonly choices: readonly PageChoice[];
};

/** The runbook's parameters in its own order, with the values of a plan. */
export const parametersOf = (
  runbook: Runbook,
  plan: PagePlan,
  language: Language,
): readonly PageParameter[] =>
  Object.entries(runbook.parameters).map(([name, parameter]) => {
    const value = plain(plan.values[name]);
    const choices =
      parameter.type === 'choice'
        ? parameter.of.map((one) => ({ value: one.value, title: one.title[language] }))
        : [];
    return {
      name,
      type: parameter.type,
      title: parameter.title[language],
      help: parameter.help?.[language] ?? null,
      asked: isAsked(runbook, name),
      value,
      shown: choices.find((one) => one.value === value)?.title ?? value,
      choices,
    };
  });

function plain(value: PlannedValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if ('secret' in value) return value.secret.from === 'example' ? value.secret.text : '';
  if ('file' in value) return value.file;
  if ('waves' in value) return value.waves.map(({ name }) => name).join('\n');
  return value.join('\n');
}
