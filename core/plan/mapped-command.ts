import { NOTHING, both, listed } from '../runbook/both.ts';
import type { Site } from '../runbook/operations/site.ts';
import type { Problem } from '../runbook/problem.ts';
import { namesIn } from '../runbook/render.ts';
import type { LoadedInventory, MappedOperation } from './inventory.ts';

/** The inventory's command for a site operation; `null` where a person does it. */
export const mappedFor = (site: Site, inventory: LoadedInventory | null): MappedOperation | null =>
  inventory !== null && Object.hasOwn(inventory.operations, site.operation)
    ? (inventory.operations[site.operation] ?? null)
    : null;

/** A mapped command may use what the runbook hands over, and must have a host to run on. */
export function mappedProblems(site: Site, inventory: LoadedInventory): readonly Problem[] {
  const mapped = mappedFor(site, inventory);
  if (mapped === null) return [];
  const path = ['operations', site.operation];
  const handed = site.with ?? [];
  const templates = [
    { path: [...path, 'run'], text: mapped.run },
    { path: [...path, 'as'], text: mapped.as ?? '' },
    { path: [...path, 'verify', 'run'], text: mapped.verify?.run ?? '' },
    { path: [...path, 'verify', 'as'], text: mapped.verify?.as ?? '' },
  ];
  const problems = templates.flatMap((one) =>
    namesIn(one.text)
      .filter((name) => !handed.includes(name))
      .map((name) =>
        inventory.place('undeclared-parameter', {
          path: one.path,
          found: both(JSON.stringify(name), `ランブックが渡さない ${JSON.stringify(name)}`),
          allowed:
            handed.length === 0
              ? both('no parameter: the runbook hands none over', 'パラメータのないコマンド')
              : listed(handed),
        }),
      ),
  );
  if (mapped.on === undefined && site.on === undefined)
    problems.push(
      inventory.place('missing-host', {
        path: [...path, 'on'],
        found: NOTHING,
        allowed: both('a host of the inventory', 'インベントリのホスト'),
      }),
    );
  return problems;
}
