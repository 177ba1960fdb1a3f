import { type PagePlan, type PlannedOperation, stepCount } from '../../core/plan/page.ts';
import type { Language, Runbook } from '../../core/runbook/index.ts';
import { outagesOf } from './outages.ts';
import { type PageStep, isAlwaysByHand, isByHand } from './steps.ts';

/** A step as a link. */
type StepLink = Pick<PageStep, 'anchor' | 'number' | 'title'>;

/** Who and what must be there, besides the hosts (`talks`). Of the steps that apply. */
export type PageNeeds = {
  /** People besides the one who asks: as many as the step with most approvals needs. */
  readonly approvers: number;
  /** How many steps the runbook has, and what a run makes of the number. */
  readonly stepCount: string;
  /** Steps in which a person does something at every site. */
  readonly byHand: readonly StepLink[];
  /** Steps in which one does where the site maps no command to a named operation. */
  readonly unlessMapped: readonly StepLink[];
  readonly secrets: readonly {
    readonly name: string;
    readonly title: string;
    readonly steps: readonly StepLink[];
  }[];
  /** From which step to which one a service is away; `up: null`: it does not come back in this runbook. */
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly down: StepLink;
    readonly up: StepLink | null;
  }[];
  /** The steps after which there is no way back. */
  readonly irreversible: readonly StepLink[];
};

export function needsOf(
  runbook: Runbook,
  plan: PagePlan,
  drawn: readonly PageStep[],
  language: Language,
): PageNeeds {
  const steps = drawn.filter(({ applies }) => applies);
  return {
    approvers: Math.max(0, ...steps.map(({ approvals }) => approvals)),
    stepCount: stepCount(runbook.steps)[language],
    byHand: steps.filter(isAlwaysByHand).map(linkTo),
    unlessMapped: steps.filter((step) => isByHand(step) && !isAlwaysByHand(step)).map(linkTo),
    secrets: secretsOf(runbook, plan, drawn, language),
    services: servicesOf(steps),
    irreversible: steps.filter(({ risk }) => risk === 'irreversible').map(linkTo),
  };
}

const linkTo = ({ anchor, number, title }: PageStep): StepLink => ({ anchor, number, title });

function secretsOf(
  runbook: Runbook,
  plan: PagePlan,
  drawn: readonly PageStep[],
  language: Language,
): PageNeeds['secrets'] {
  return Object.entries(runbook.parameters).flatMap(([name, parameter]) => {
    if (parameter.type !== 'secret') return [];
    const used = plan.steps.filter(
      (step) => step.applies && [...step.operations, ...step.verify, ...step.undo].some(usesSecret(name)),
    );
    if (used.length === 0) return [];
    const ids = new Set(used.map(({ id }) => id));
    const steps = drawn.filter(({ id }) => ids.has(id)).map(linkTo);
    return [{ name, title: parameter.title[language], steps }];
  });
}

/** Whether a piece of the operation stands for a secret. */
const usesSecret =
  (name: string) =>
  (operation: PlannedOperation): boolean =>
    holds(operation, name);

const holds = (value: unknown, name: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Reflect.get(value, 'secret') === name || Object.values(value).some((inner) => holds(inner, name)));

const servicesOf = (steps: readonly PageStep[]): PageNeeds['services'] =>
  outagesOf(steps).flatMap(({ id, name, from, to }) => {
    const [down, up] = [steps[from], to === null ? undefined : steps[to]];
    return down === undefined
      ? []
      : [{ id, name, down: linkTo(down), up: up === undefined ? null : linkTo(up) }];
  });
