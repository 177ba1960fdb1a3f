import { fieldProblem, type Language, type Parameter, type Problem } from '#core/index.ts';

import { problemSentence } from './problem-sentence.ts';

type Parameters = Readonly<Record<string, Parameter>>;
/** By the names of fields, what is wrong there. */
export type FormErrors = Record<string, string>;

/** What is wrong with submitted values. Slack refuses an error at a field that is not there: such problems stand at the first one. */
export const formErrors = (
  problems: readonly Problem[],
  parameters: Parameters,
  fields: readonly string[],
  values: Readonly<Record<string, string>>,
): { readonly [L in Language]: FormErrors } => ({
  en: errorsIn('en', problems, parameters, fields, values),
  ja: errorsIn('ja', problems, parameters, fields, values),
});

function errorsIn(
  language: Language,
  problems: readonly Problem[],
  parameters: Parameters,
  fields: readonly string[],
  values: Readonly<Record<string, string>>,
): FormErrors {
  const errors: FormErrors = {};
  const add = (field: string, text: string) => {
    errors[field] = [errors[field] ?? '', text].join('\n').trim();
  };
  for (const problem of problems) {
    // A wave's own place is in the field of all of them: waves[1].base.
    const name = problem.path.replace(/^parameters\./u, '').replace(/[.[].*$/u, '');
    const parameter = fields.includes(name) ? parameters[name] : undefined;
    if (parameter === undefined) add(fields[0] ?? 'text', problemSentence(problem, parameters)[language]);
    // The value of the field is every wave: the problem knows which one is meant.
    else if (parameter.type === 'waves' && values[name] !== undefined)
      add(name, problemSentence(problem)[language]);
    else errors[name] = fieldProblem(parameter, values[name] ?? '', language);
  }
  return errors;
}
