import { type CompileRequest, type Plan, compilePlan, loadInventory } from '#core/plan/index.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { formatProblem } from '#core/runbook/problem.ts';
import type { Runbook } from '#core/runbook/schema.ts';

const loaded = loadRunbookFile('test/core/plan/fixtures/crossing.yaml');
const [only] = loaded.runbooks;
if (only === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));

/** One operation of every verb, one parameter of every type. */
export const crossing: Runbook = only;

/** A value for everything that has no default. */
export const VALUES = {
  oldHost: 'oldmail.example.jp',
  newHost: 'newmail.example.jp',
  suffix: 'o=example',
  chosen: '(uid=a*)',
  bindDn: 'cn=Manager',
  bindPassword: 'env:BIND_PASSWORD',
  schema: 'site.ldif',
  root: '/opt/mail',
  mailboxes: 'aoki, baba, chiba',
} as const;

export const INVENTORY = `
hosts:
  oldmail.example.jp: { user: root, identity: agent }
  newmail.example.jp: { address: 192.0.2.7, port: 2222, user: ops, identity: "env:OPS_KEY" }
  elsewhere.example.jp: { user: root, identity: agent }
directories:
  oldmail.example.jp:389: { tls: plain }
secrets:
  directoryManager: env:DIRECTORY_MANAGER
`;

export function inventoryOf(content: string) {
  const { inventory, problems } = loadInventory('inventory.yaml', content);
  if (inventory === null) throw new Error(problems.map(formatProblem).join('\n'));
  return inventory;
}

export const compileCrossing = (request: Partial<CompileRequest> = {}) =>
  compilePlan({
    runbook: crossing,
    values: VALUES,
    inventory: null,
    documents: (file) => new TextEncoder().encode(`content of ${file}`),
    ...request,
  });

/** The plan of a request that has no problems. */
export function planOf(request: Partial<CompileRequest> = {}): Plan {
  const compiled = compileCrossing(request);
  if (compiled.plan === null) throw new Error(compiled.problems.map(formatProblem).join('\n'));
  return compiled.plan;
}

/** `3b do.1` → that operation. */
export function operationOf(plan: Plan, place: string) {
  const [number, id] = place.split(' ');
  const step = plan.steps.find((one) => one.number === number);
  const found = [...(step?.operations ?? []), ...(step?.verify ?? []), ...(step?.undo ?? [])].find(
    (one) => one.id === id,
  );
  if (found === undefined) throw new Error(`no operation ${place}`);
  return found;
}
