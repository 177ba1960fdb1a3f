import { withoutWave } from '../../core/plan/page.ts';

/** The page's own headings. No id of a step or a group begins with an underscore, so none can be one of these. */
export const PAGE_ANCHORS = {
  assumptions: '_assumptions',
  advice: '_advice',
  values: '_your-values',
} as const;

/**
 * The anchors of a plan's steps, by their ids. They never change, since cards link to them: the step's own id, whatever
 * values are filled in. Of a step that is there once a wave the first has it, the others are `<id>_<wave>`, which is
 * no step's id.
 */
export function stepAnchors(ids: readonly string[]): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of ids) {
    const own = withoutWave(id);
    anchors.set(id, taken.has(own) ? ofWave(id) : own);
    taken.add(own);
  }
  return anchors;
}

/** Of a group: `move-users@canary` becomes `move-users_canary`. */
export const groupAnchor = (id: string): string => ofWave(id);

const ofWave = (id: string): string => id.replaceAll('@', '_');
