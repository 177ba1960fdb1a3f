import { freeze } from '../plan/freeze.ts';
import { missingFromInventory } from '../plan/hosts.ts';
import type { Target } from '../run/events.ts';
import { has } from '../run/policy.ts';
import type { Actor } from '../run/question.ts';
import { type Refusal, refusal } from '../run/refusals.ts';
import { NOTHING, asWritten } from '../runbook/both.ts';
import type { Problem } from '../runbook/problem.ts';
import type { PlanRequest } from './engine.ts';
import { type Handled, handle } from './handle.ts';
import { planHasProblems } from './plan-has-problems.ts';
import type { Tools } from './tools.ts';
import { wavesAtStart } from './waves-at-start.ts';

/** A started run, or why it was not. Plan and documents are stored before the event that names them. */
export async function startRun(
  tools: Tools,
  request: PlanRequest & { readonly channel: string | null },
  by: Actor,
): Promise<{ readonly run: string; readonly handled: Handled } | Refusal> {
  const { parts, ledger } = tools;
  if (!has(by, 'operator')) return refusal('not-an-operator');
  const compiled = parts.planning.compile(request);
  if (compiled.kind === 'refused') return compiled.refusal;
  if (compiled.kind === 'problems') return planHasProblems(compiled.problems);
  const { plan, documents } = compiled;
  if (plan.examples) return refusal('plan-has-examples');
  const crossed = crosses(parts.target, plan.inventory.lab);
  if (crossed !== null) return crossed;
  const missing = missingFromInventory(plan);
  if (missing.length > 0)
    return planHasProblems(missing.map(notInInventory), `not in the inventory: ${missing.join(', ')}`);

  for (const bytes of documents.values()) await parts.store.documents.put(bytes);
  const run = await parts.store.journal.nextRunId(runPrefix(plan.runbook));
  const waves = await wavesAtStart(tools, run, plan);
  // Looking up a wave may have opened connections for a run that does not start.
  if (isProblems(waves)) {
    await tools.workbench.close(run);
    return planHasProblems(waves);
  }
  const { target, clock } = parts;
  const { channel } = request;
  const at = clock.now();
  return {
    run,
    handled: await handle(ledger, run, [
      { type: 'StartRun', run, plan: freeze(plan), target, channel, waves, by, at },
    ]),
  };
}

const isProblems = (waves: object): waves is readonly Problem[] => Array.isArray(waves);

/** `missing` as `missingFromInventory` names it. */
const notInInventory = (missing: string): Problem => ({
  file: 'inventory.yaml',
  line: 1,
  path: missing.replace(/^\w+ /u, ''),
  rule: 'not-in-inventory',
  found: NOTHING,
  allowed: asWritten(missing),
});

/** A lab run cannot reach a site host, and what is meant for the site does not end up on a lab. */
function crosses(target: Target, lab: string | null): Refusal | null {
  if (target.kind === 'site') return lab === null ? null : refusal('site-cannot-reach-lab');
  return lab === target.name ? null : refusal('lab-cannot-reach-site');
}

/** `sims` for iplanet/sims-offline. A reading that is named for where it comes from (`from-v5`) is called by its folder. */
export function runPrefix(runbook: string): string {
  const [folder = runbook, name = folder] = runbook.split('/');
  const [word = name] = name.split('-');
  return word === 'from' ? folder : word;
}
