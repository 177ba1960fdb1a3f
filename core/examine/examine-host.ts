import type { HostConnection } from '../connections/connections.ts';
import { fingerprintOf, keyTypeOf, openConnections, scanHostKeys } from '../connections/index.ts';
import { Fault } from '../errors.ts';
import type { FrozenInventory, InventoryHost, SecretReference } from '../plan/plan.ts';
import { ask } from './ask.ts';
import { type Finding, finding } from './finding.ts';
import { factsScript, readFacts } from './host-facts.ts';
import { judgeClock, judgeFacts } from './judge-facts.ts';
import { type HostNeeds, NO_NEEDS } from './needs.ts';
import { testJobs } from './self-test.ts';
import { tryNeeds } from './try-needs.ts';

/**
 * Looks whether a host is ready for a run. Leaves nothing behind: two small jobs run in a folder that goes again. What is
 * wrong out there is a finding, never an error.
 */
export async function examineHost(
  inventory: FrozenInventory,
  name: string,
  secretOf: (reference: SecretReference) => string,
  needs: HostNeeds = NO_NEEDS,
): Promise<readonly Finding[]> {
  const host = inventory.hosts[name];
  if (host === undefined) return [finding(name, 'not-in-inventory')];
  const key = await examineHostKey(name, host);
  if (key.verdict === 'bad') return [key];
  await using connections = openConnections(inventory, secretOf);
  try {
    const connection = await connections.host(name);
    return [
      key,
      finding(name, 'login-works', { user: host.user }),
      ...(await examineInside(connection, host, needs)),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const what = error.code === 'secret-unavailable' ? 'identity-unavailable' : 'login-refused';
    return [key, finding(name, what, { user: host.user, saw: error.message })];
  }
}

async function examineHostKey(name: string, host: InventoryHost): Promise<Finding> {
  let keys: readonly Uint8Array[];
  try {
    keys = await scanHostKeys(host.address, host.legacyAlgorithms);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return finding(name, 'unreachable', { saw: error.message });
  }
  const shown = keys.map((key) => `${fingerprintOf(key)} ${keyTypeOf(key)}`);
  const known = host.fingerprints.map((fingerprint) => fingerprint.split(' ')[0]);
  const match = shown.find((fingerprint) => known.includes(fingerprint.split(' ')[0]));
  if (match !== undefined) return finding(name, 'host-key-known', { fingerprint: match });
  if (shown.length === 0) return finding(name, 'unreachable', { saw: 'it showed no host key' });
  const values = { shown: shown.join(', '), known: host.fingerprints.join(', ') };
  return finding(name, known.length === 0 ? 'host-key-unknown' : 'host-key-different', values);
}

async function examineInside(
  connection: HostConnection,
  host: InventoryHost,
  needs: HostNeeds,
): Promise<readonly Finding[]> {
  const name = connection.host;
  const before = Date.now();
  const date = await ask(connection, 'date -u +%Y-%m-%dT%H:%M:%S');
  const after = Date.now();
  const said = date === null ? null : await ask(connection, factsScript(host.spool));
  const facts = said === null ? null : readFacts(said.stdout);
  if (date === null || facts === null) return [finding(name, 'no-answer', { saw: 'the first questions' })];
  return [
    judgeClock(name, date.stdout, before, after),
    ...judgeFacts(name, host, facts),
    ...(await testJobs(connection, host, facts.folder)),
    ...(await tryNeeds(connection, host, needs)),
  ];
}
