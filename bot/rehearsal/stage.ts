import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  loadRunbook,
  openSqliteStore,
  type Parameter,
  plainScenario,
  type Problem,
  readLabRecord,
  refusal,
  type Refusal,
  REHEARSABLE,
} from '#core/index.ts';

import type { Places } from '../config.ts';
import { makeDataFolder } from '../data-folder.ts';
import { freeNumber, type LabRun, labRunsOf, removeOldLabs } from './old-labs.ts';

/** Where a rehearsal takes place: a fresh folder for a lab, or the lab on which a run of before was left. */
export type Stage =
  | {
      readonly kind: 'ready';
      readonly runbook: string;
      /** What its lab is made from. */
      readonly scenario: string;
      readonly dir: string;
      readonly run: string | null;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'no-rehearsal' | 'lab-removed'; readonly run: string };

type Refused = Extract<Stage, { kind: 'refused' | 'problems' }>;

/** What a runbook's lab is made from: a scenario of its own, or plain hosts. */
export function scenarioFor(
  places: Places,
  runbook: string,
): { readonly kind: 'scenario'; readonly scenario: string } | Refused {
  const { runbooks, problems, unfit } = loadRunbook(places.runbooks, runbook);
  const own = unfit.get(runbook) ?? problems.filter(({ file }) => file.endsWith(`${runbook}.yaml`));
  if (runbook !== '' && own.length > 0) return { kind: 'problems', problems: own };
  const found = runbooks.find(({ id }) => id === runbook);
  if (found === undefined) {
    const known = runbooks.map(({ id }) => id).join(', ');
    return { kind: 'refused', refusal: refusal('unknown-runbook', { runbook, known }) };
  }
  const scenario = REHEARSABLE.includes(runbook) ? runbook : plainScenario(hostsOf(found.parameters));
  return { kind: 'scenario', scenario };
}

/** A lab of its own for the runbook; its folder is made, and labs of rehearsals that are over are removed. */
export async function freshStage(places: Places, runbook: string): Promise<Stage> {
  const made = scenarioFor(places, runbook);
  if (made.kind !== 'scenario') return made;
  const parent = join(places.data, 'lab');
  makeDataFolder(parent);
  const runs = await labRunsOf(places);
  await removeOldLabs(parent, runs);
  const dir = freshFolder(parent, runs);
  return { kind: 'ready', runbook, scenario: made.scenario, dir, run: null };
}

/** The hosts that a rehearsal takes where nobody built a lab for the runbook. */
const hostsOf = (parameters: Readonly<Record<string, Parameter>>): readonly string[] =>
  Object.values(parameters).flatMap((parameter) => {
    if (parameter.type !== 'host') return [];
    const { lab, example, default: usual } = parameter;
    const host = [lab, example, usual].find((one) => one !== undefined && one !== '');
    return host === undefined ? [] : [host];
  });

/** The lab of a rehearsal that was interrupted. */
export async function stageOf(places: Places, run: string): Promise<Stage> {
  await using store = openSqliteStore(join(places.data, 'journal.sqlite'));
  const [first] = await store.journal.read(run);
  if (first?.event.type !== 'RunStarted')
    return { kind: 'refused', refusal: refusal('unknown-run', { run }) };
  const { plan, target } = first.event;
  if (target.kind !== 'lab') return { kind: 'no-rehearsal', run };
  const dir = join(places.data, 'lab', target.name);
  // A fresh one in its place would know nothing of what was done.
  if (!existsSync(dir)) return { kind: 'lab-removed', run };
  const scenario = readLabRecord(dir)?.scenario ?? plan.runbook;
  return { kind: 'ready', runbook: plan.runbook, scenario, dir, run };
}

function freshFolder(parent: string, runs: readonly LabRun[]): string {
  for (let number = freeNumber(parent, 'rehearsal', runs); ; number += 1) {
    const folder = join(parent, `rehearsal-${String(number).padStart(4, '0')}`);
    if (existsSync(folder)) continue;
    // Two rehearsals may begin at once: whoever made the folder has it.
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) return folder;
  }
}
