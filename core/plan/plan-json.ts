import { showPieces } from '../runbook/render.ts';
import type { PlannedOperation, PlannedPrompt, PlannedSsh, Rendered } from './operation.ts';
import type { Plan, PlannedStep } from './plan.ts';

const promptsJson = (prompts: readonly PlannedPrompt[]) =>
  prompts.map(({ asks, answer }) => ({ asks, answer: inputText(answer) }));

/** What a program reads: nothing is quoted. */
export const inputText = (rendered: Rendered): string =>
  rendered
    .map((piece) => (typeof piece === 'string' ? piece : 'secret' in piece ? piece.shown : piece.list))
    .join('');

const sshJson = (operation: PlannedSsh) => ({
  ...operation,
  parts: operation.parts.map(showPieces),
  stdin: operation.stdin === null ? null : inputText(operation.stdin),
  prompts: promptsJson(operation.prompts),
  ...retryJson(operation),
});

const retryJson = ({ retryParts }: { readonly retryParts?: readonly Rendered[] }) =>
  retryParts === undefined ? {} : { retryParts: retryParts.map(showPieces) };

/** An operation with its rendered texts as people see them. */
function operationJson(operation: PlannedOperation) {
  switch (operation.verb) {
    case 'ssh':
      return sshJson(operation);
    case 'wait':
      return { ...operation, parts: operation.parts.map(showPieces) };
    case 'manual':
      return { ...operation, prompts: promptsJson(operation.prompts) };
    case 'site':
      return {
        ...operation,
        prompts: promptsJson(operation.prompts),
        mapped: operation.mapped === null ? null : sshJson(operation.mapped),
      };
    case 'file':
    case 'port':
    case 'dns':
      return operation;
    case 'ldap':
      return { ...operation, password: showPieces(operation.password) };
    case 'stream':
      return {
        ...operation,
        from: { ...operation.from, parts: operation.from.parts.map(showPieces) },
        to: { ...operation.to, parts: operation.to.parts.map(showPieces) },
        ...retryJson(operation),
      };
    case 'compare':
      return {
        ...operation,
        left: { ...operation.left, parts: operation.left.parts.map(showPieces) },
        right: { ...operation.right, parts: operation.right.parts.map(showPieces) },
      };
  }
}

/** A step as `watari plan --json` prints it. */
export const stepJson = (step: PlannedStep) => ({
  id: step.id,
  number: step.number,
  group: step.group,
  title: step.title,
  text: step.text,
  warnings: step.warnings,
  notes: step.notes,
  applies: step.applies,
  because: step.because,
  risk: step.risk,
  approvals: step.approvals,
  service: step.service,
  stepHash: step.stepHash,
  operations: step.operations.map(operationJson),
  verify: step.verify.map(operationJson),
  undo: step.undo.map(operationJson),
  unverifiable: step.unverifiable,
});

/** The plan as `watari plan --json` prints it: texts in both languages, secrets as they are shown, never as they are. */
export const planJson = (plan: Plan) => ({
  runbook: plan.runbook,
  title: plan.title,
  procedureHash: plan.procedureHash,
  planHash: plan.planHash,
  examples: plan.examples,
  warnings: plan.warnings,
  values: plan.values,
  steps: plan.steps.map(stepJson),
});
export type PlanJson = ReturnType<typeof planJson>;
