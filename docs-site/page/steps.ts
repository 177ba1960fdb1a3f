import {
  type PagePlan,
  type PlannedOperation,
  type PlannedStep,
  expectedOf,
  inputText,
  isManual,
  placeOf,
  riskName,
  serviceName,
  withoutWave,
} from '../../core/plan/page.ts';
import type { Language, Localized, Risk, Runbook, Verb } from '../../core/runbook/index.ts';
import { stepAnchors } from './anchors.ts';
import { factsOf } from './facts.ts';

export type PageOperation = {
  /** `do.1`, unique within the step. */
  readonly id: string;
  readonly verb: Verb;
  /** The host or the directory that it works on. A stream and a comparison name both theirs in the command. */
  readonly place: string | null;
  /** The user of that host, where it is not the login user. */
  readonly as: string | null;
  /** What this one is for, where a step has several. */
  readonly note: string | null;
  /** One line, byte for byte as `watari plan` prints it; null where a person does it. */
  readonly command: string | null;
  /** What the person does, where one does it (Markdown). */
  readonly ask: string | null;
  /** The name that a site may map to a command of its own, which is then carried out instead of `ask`. */
  readonly named: string | null;
  /** What a program asks and what is answered, in order. */
  readonly prompts: readonly { readonly asks: string; readonly answer: string }[];
  /** What the command reads on its standard input. */
  readonly input: string | null;
  /** What counts as success besides exit status 0. */
  readonly expected: string | null;
  /** What runs instead where an earlier attempt has begun. */
  readonly retry: string | null;
  /** Short phrases: how long it may take, how many sessions at once. */
  readonly facts: readonly string[];
};
export type PageService = {
  readonly id: string;
  readonly name: string;
  readonly change: 'down' | 'up';
};
export type PageStep = {
  /** As in the plan: `hold-users@s-users`. */
  readonly id: string;
  /** Where it stands on the page (anchors.ts). */
  readonly anchor: string;
  readonly number: string;
  readonly group: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly wave: string | null;
  readonly title: string;
  /** Markdown, as warnings and notes are. */
  readonly text: string;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  readonly applies: boolean;
  /** The condition, and why it holds or not; null for a step that is always carried out. */
  readonly condition: string | null;
  readonly risk: Risk;
  readonly riskName: string;
  readonly approvals: 0 | 1 | 2;
  readonly services: readonly PageService[];
  readonly operations: readonly PageOperation[];
  readonly verify: readonly PageOperation[];
  readonly undo: readonly PageOperation[];
  /** Why no machine can verify it. */
  readonly unverifiable: string | null;
  /** Eight characters, as on the card in Slack. */
  readonly stepHash: string;
};

const SHORT_HASH = 8;

/** Whether a person does something in it, at least where no command is mapped to its named operations. */
export const isByHand = ({ operations, verify }: Pick<PageStep, 'operations' | 'verify'>): boolean =>
  [...operations, ...verify].some(({ ask }) => ask !== null);

/** Whether a person does something in it, whatever the inventory maps. */
export const isAlwaysByHand = ({ operations, verify }: Pick<PageStep, 'operations' | 'verify'>): boolean =>
  [...operations, ...verify].some(({ ask, named }) => ask !== null && named === null);

/** Every slot of a plan, in order. */
export function stepsOf(runbook: Runbook, plan: PagePlan, language: Language): readonly PageStep[] {
  const conditional = new Set(runbook.steps.flatMap(({ id, when }) => (when === undefined ? [] : [id])));
  const anchors = stepAnchors(plan.steps.map(({ id }) => id));
  return plan.steps.map((step) => pageStep(step, { conditional, anchors, language }));
}

type Around = {
  readonly conditional: ReadonlySet<string>;
  readonly anchors: ReadonlyMap<string, string>;
  readonly language: Language;
};

function pageStep(step: PlannedStep, { conditional, anchors, language }: Around): PageStep {
  const say = (text: Localized): string => text[language];
  const draw = (operation: PlannedOperation): PageOperation => pageOperation(operation, language);
  const { id, number, group, risk, approvals } = step;
  return {
    id,
    anchor: anchors.get(id) ?? id,
    number,
    group: group === null ? null : { id: group.id, number: group.number, title: say(group.title) },
    wave: step.wave ?? null,
    title: say(step.title),
    text: say(step.text),
    warnings: step.warnings.map(say),
    notes: step.notes.map(say),
    applies: step.applies,
    condition: conditional.has(withoutWave(id)) ? say(step.because) : null,
    risk,
    riskName: say(riskName[risk]),
    approvals,
    services: Object.entries(step.service).map(([service, change]) => ({
      id: service,
      name: say(serviceName(service)),
      change,
    })),
    operations: step.operations.map(draw),
    verify: step.verify.map(draw),
    undo: step.undo.map(draw),
    unverifiable: step.unverifiable === null ? null : say(step.unverifiable),
    stepHash: step.stepHash.slice(0, SHORT_HASH),
  };
}

function pageOperation(operation: PlannedOperation, language: Language): PageOperation {
  const { id, verb, note, command } = operation;
  // A page knows no inventory, so it says what holds for every site.
  const prompts = 'prompts' in operation ? operation.prompts : [];
  return {
    id,
    verb,
    place: placeOf(operation),
    as: 'as' in operation ? operation.as : null,
    note: note?.[language] ?? null,
    command,
    ask: isManual(operation) && 'ask' in operation ? operation.ask[language] : null,
    named: operation.verb === 'site' ? operation.operation : null,
    prompts: prompts.map(({ asks, answer }) => ({ asks, answer: inputText(answer) })),
    input: operation.verb === 'ssh' && operation.stdin !== null ? inputText(operation.stdin) : null,
    expected: expectedOf(operation)?.[language] ?? null,
    retry: ('retryCommand' in operation ? operation.retryCommand : undefined) ?? null,
    facts: factsOf(operation, language),
  };
}
