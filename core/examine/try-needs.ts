import type { HostConnection } from '../connections/connections.ts';
import { ScriptImpossible } from '../executors/script-impossible.ts';
import { probeScript } from '../executors/script.ts';
import type { InventoryHost } from '../plan/plan.ts';
import { quoteShell } from '../runbook/render.ts';
import { ask, lastWords } from './ask.ts';
import { type Finding, finding } from './finding.ts';
import type { HostNeeds, ProgramNeed } from './needs.ts';

/** Becomes every login that is needed, and looks for every program as the login that runs it. */
export async function tryNeeds(
  connection: HostConnection,
  host: InventoryHost,
  { as, programs }: HostNeeds,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const login of [null, ...as.filter((one) => one !== host.user)]) {
    // oxlint-disable-next-line no-await-in-loop -- a host of 1996 is asked one thing at a time
    const became = login === null ? null : await become(connection, host, login);
    if (became !== null) found.push(became);
    const needed = programs.filter((need) => (need.as === host.user ? null : need.as) === login);
    if (needed.length === 0 || became?.verdict === 'bad') continue;
    // oxlint-disable-next-line no-await-in-loop -- see above
    found.push(...(await lookForPrograms(connection, host, login, needed)));
  }
  return found;
}

async function become(connection: HostConnection, host: InventoryHost, login: string): Promise<Finding> {
  const values = { login, user: host.user, become: host.become };
  const said = await askAs(connection, host, login, 'id');
  if (said === null) return finding(connection.host, 'no-answer', { saw: `becoming ${login}` });
  if ('impossible' in said)
    return finding(connection.host, 'become-refused', { ...values, saw: said.impossible });
  const name = /uid=\d+\(([^)]*)\)/u.exec(said.stdout)?.[1];
  if (name === login) return finding(connection.host, 'become-works', values);
  return finding(connection.host, 'become-refused', {
    ...values,
    saw: lastWords(said.stderr || said.stdout),
  });
}

async function lookForPrograms(
  connection: HostConnection,
  host: InventoryHost,
  login: string | null,
  needed: readonly ProgramNeed[],
): Promise<readonly Finding[]> {
  const said = await askAs(connection, host, login, programsScript(needed.map(({ program }) => program)));
  if (said === null || 'impossible' in said || !said.stdout.split('\n').includes('watari end'))
    return [finding(connection.host, 'no-answer', { saw: 'looking for programs' })];
  const missing = new Set(
    said.stdout.split('\n').flatMap((line) => (line.startsWith('watari missing ') ? [line.slice(15)] : [])),
  );
  const absent = needed.filter(({ program }) => missing.has(program));
  const count = needed.length - absent.length;
  return [
    ...(count > 0
      ? [finding(connection.host, 'commands-there', { count: String(count), login: login ?? host.user })]
      : []),
    ...absent.map(({ program, step, later }) =>
      finding(connection.host, later ? 'command-not-yet-there' : 'command-missing', { program, step }),
    ),
  ];
}

/** By hand, since `type` of an old shell says "not found" and ends with 0. */
const programsScript = (programs: readonly string[]): string =>
  `o=$IFS
for c in ${programs.map(quoteShell).join(' ')}; do
f=
case $c in
*/*) if test -x $c; then f=y; fi;;
*) IFS=:; for d in $PATH; do if test -x $d/$c; then f=y; fi; done; IFS=$o;;
esac
if test -z "$f"; then echo "watari missing $c"; fi
done
echo "watari end"`;

async function askAs(connection: HostConnection, host: InventoryHost, login: string | null, text: string) {
  try {
    const source = { host, as: login, parts: [[text]], stdin: null, prompts: [], session: null };
    return await ask(connection, probeScript({ ...source, secrets: new Map() }, 'watari-doctor'));
  } catch (error) {
    if (error instanceof ScriptImpossible) return { impossible: error.message };
    throw error;
  }
}
