import { because, holds } from '../runbook/render.ts';
import type { CheckedStep, Parameter, Risk } from '../runbook/schema.ts';
import { withApplyingOperations } from './applying.ts';
import { type Scene, localizedText } from './operation-values.ts';
import type { PlannedOperation } from './operation.ts';
import type { PlannedStep, Sha256 } from './plan.ts';
import { planMappedProbe, planOperation } from './render-operation.ts';
import { type Slot, slotId, waveValues } from './slots.ts';
import type { Wave } from './waves.ts';

/** People other than the requester who must agree, unless a site says otherwise. */
const APPROVALS: Readonly<Record<Risk, 0 | 1 | 2>> = { safe: 0, disruptive: 1, irreversible: 2 };

/** One step, or its copy for one wave, made concrete, whether it applies or not. */
export function planStep(
  slot: Slot,
  parameters: Readonly<Record<string, Parameter>>,
  around: Omit<Scene, 'slot'>,
  stepHash: (step: CheckedStep) => Sha256,
): PlannedStep {
  const { step: checked, wave } = slot;
  const values = { ...around.values, ...waveValues(slot, around.examples) };
  const scene: Scene = { ...around, values, slot };
  const step = withApplyingOperations(checked, scene.values);
  const planned = (list: CheckedStep['undo'], prefix: string, effect: boolean): PlannedOperation[] =>
    (list ?? []).map((operation, index) => planOperation(operation, `${prefix}.${index + 1}`, effect, scene));
  const verify = planned(step.verify, 'verify', false);
  for (const operation of step.do) {
    const probe = planMappedProbe(operation, `verify.${verify.length + 1}`, scene);
    if (probe !== null) verify.push(probe);
  }
  return {
    id: slotId(step.id, slot),
    number: wave === null ? step.number : `${step.number}@${wave.name}`,
    group: groupOf(step.group, wave),
    ...(wave !== null && { wave: wave.name }),
    title: localizedText(step.title, scene),
    text: localizedText(step.text, scene),
    warnings: (step.warnings ?? []).map((one) => localizedText(one, scene)),
    notes: (step.notes ?? []).map((one) => localizedText(one, scene)),
    applies: step.when === undefined || holds(step.when, scene.values),
    because: because(step.when, parameters, scene.values),
    risk: step.risk,
    approvals: APPROVALS[step.risk],
    service: step.service ?? {},
    operations: planned(step.do, 'do', true),
    verify,
    undo: planned(step.undo, 'undo', true),
    unverifiable:
      step.unverifiable === undefined || verify.length > 0 ? null : localizedText(step.unverifiable, scene),
    stepHash: stepHash(checked),
  };
}

function groupOf(group: CheckedStep['group'], wave: Wave | null): PlannedStep['group'] {
  if (group === null) return null;
  const { id, number, title } = group;
  if (wave === null) return { id, number, title };
  const { name } = wave;
  return {
    id: `${id}@${name}`,
    number,
    title: { en: `${title.en}: ${name}`, ja: `${title.ja}（${name}）` },
  };
}
