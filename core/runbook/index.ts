// The door for plan and docs-site; what a browser needs stands behind render.ts, the second one.
export { both } from './both.ts';
export { RULES, secretsInArguments } from './check.ts';
export { CONDITION_FORMS } from './condition-form.ts';
export {
  type FormReference,
  type KeyReference,
  keysOf,
  parameterTypes,
  runbookForms,
  verbKeys,
} from './form-reference.ts';
export { jsonSchemas, schemaLine } from './json-schema.ts';
export { type Loaded, loadRunbook, loadRunbookFile, loadRunbooks } from './load.ts';
export { LANGUAGES, type Language, type Localized, localized } from './localized.ts';
export { means } from './meaning.ts';
export { type Operation, VERBS, type Verb } from './operations/index.ts';
export { starterRunbook } from './starter.ts';
export { VERB_DESCRIPTIONS } from './operations/descriptions.ts';
export { type ParsedYaml, parseYamlFile } from './positioned-yaml.ts';
export { type Problem, formatProblem, problemLine } from './problem.ts';
export { schemaMessage } from './schema-message.ts';
export {
  type CheckedStep,
  type Condition,
  type Group,
  type Parameter,
  type ParameterType,
  RISKS,
  type Risk,
  type Runbook,
  type RunbookSource,
  type Step,
} from './schema.ts';
