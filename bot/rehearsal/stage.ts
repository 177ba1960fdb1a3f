import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  loadRunbooks,
  openSqliteStore,
  type Problem,
  refusal,
  type Refusal,
  REHEARSABLE,
} from '#core/index.ts';

import type { Places } from '../config.ts';

/** Where a rehearsal takes place: a fresh folder for a lab, or the lab on which a run of before was left. */
export type Stage =
  | { readonly kind: 'ready'; readonly runbook: string; readonly dir: string; readonly run: string | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** Nobody has built a lab for it. */
  | { readonly kind: 'no-lab'; readonly runbook: string; readonly known: readonly string[] }
  | { readonly kind: 'no-rehearsal'; readonly run: string };

/** A lab of its own for the runbook; its folder is made. */
export function freshStage(places: Places, runbook: string): Stage {
  const { runbooks, problems } = loadRunbooks(places.runbooks);
  const own = problems.filter(({ file }) => file.endsWith(`${runbook}.yaml`));
  if (runbook !== '' && own.length > 0) return { kind: 'problems', problems: own };
  const ids = runbooks.map(({ id }) => id);
  if (!ids.includes(runbook))
    return { kind: 'refused', refusal: refusal('unknown-runbook', { runbook, known: ids.join(', ') }) };
  const known = ids.filter((id) => REHEARSABLE.includes(id));
  if (!known.includes(runbook)) return { kind: 'no-lab', runbook, known };
  return { kind: 'ready', runbook, dir: freshFolder(join(places.data, 'lab')), run: null };
}

/** The lab of a rehearsal that was interrupted. */
export async function stageOf(places: Places, run: string): Promise<Stage> {
  await using store = openSqliteStore(join(places.data, 'journal.sqlite'));
  const [first] = await store.journal.read(run);
  if (first?.event.type !== 'RunStarted')
    return { kind: 'refused', refusal: refusal('unknown-run', { run }) };
  const { plan, target } = first.event;
  if (target.kind !== 'lab') return { kind: 'no-rehearsal', run };
  return { kind: 'ready', runbook: plan.runbook, dir: join(places.data, 'lab', target.name), run };
}

function freshFolder(parent: string): string {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (let number = readdirSync(parent).length + 1; ; number += 1) {
    const folder = join(parent, `rehearsal-${String(number).padStart(4, '0')}`);
    if (existsSync(folder)) continue;
    // Two rehearsals may begin at once: whoever made the folder has it.
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) return folder;
  }
}
