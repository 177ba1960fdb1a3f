import type { DirectoryConnection, Entry } from '../connections/connections.ts';
import { openConnections } from '../connections/index.ts';
import { Fault } from '../errors.ts';
import type { FrozenInventory, InventoryDirectory, SecretReference } from '../plan/plan.ts';
import { type Finding, finding } from './finding.ts';
import { examineWritable, sayResult } from './writable.ts';

export type DirectoryLogin = { readonly bindDn: string; readonly password: SecretReference };

/** Suffixes that belong to the server itself, not to the mail service. */
const OWN_SUFFIX = /^(?:cn=(?:config|schema|monitor|changelog|directory manager)|o=netscaperoot)$/iu;

/**
 * Looks whether a directory is ready for a run: reached and secured, bound, schema readable, every suffix writable here.
 * Changes nothing. Without a login it is asked anonymously, and what that cannot tell is unknown.
 */
export async function examineDirectory(
  inventory: FrozenInventory,
  name: string,
  secretOf: (reference: SecretReference) => string,
  login: DirectoryLogin | null = null,
): Promise<readonly Finding[]> {
  const directory = inventory.directories[name];
  if (directory === undefined) return [finding(name, 'not-in-inventory')];
  const password = login === null ? '' : passwordOf(name, login, secretOf);
  if (typeof password !== 'string') return [password];
  await using connections = openConnections(inventory, secretOf);
  try {
    const connection = await connections.directory(name, login?.bindDn ?? '', password);
    return [
      ...reached(name, directory),
      login === null ? finding(name, 'bind-untried') : finding(name, 'bind-works', { bindDn: login.bindDn }),
      ...(await examineInside(name, connection, login !== null)),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const saw = { saw: error.message };
    if (!error.doing.startsWith('Binding')) return [finding(name, 'unreachable', saw)];
    const what = login === null ? 'bind-untried' : 'bind-refused';
    return [...reached(name, directory), finding(name, what, { ...saw, bindDn: login?.bindDn ?? '' })];
  }
}

function passwordOf(
  name: string,
  login: DirectoryLogin,
  secretOf: (reference: SecretReference) => string,
): string | Finding {
  try {
    return secretOf(login.password);
  } catch (error) {
    if (error instanceof Fault) return finding(name, 'password-unavailable', { saw: error.message });
    throw error;
  }
}

/** A Unix socket needs no encryption: nobody listens between. */
function reached(name: string, { address, tls }: InventoryDirectory): readonly Finding[] {
  const unencrypted = tls === 'plain' && !('socket' in address);
  return [
    finding(name, 'directory-reached', { tls }),
    ...(unencrypted ? [finding(name, 'directory-unencrypted')] : []),
  ];
}

async function examineInside(
  name: string,
  connection: DirectoryConnection,
  bound: boolean,
): Promise<readonly Finding[]> {
  const attributes = ['namingContexts', 'subschemaSubentry'];
  const { entries } = await connection.search('', 'base', '(objectClass=*)', attributes);
  const [root] = entries;
  const schema = await examineSchema(name, connection, textsOf(root, 'subschemaSubentry')[0] ?? 'cn=schema');
  const suffixes = textsOf(root, 'namingContexts').filter(
    (suffix) => suffix !== '' && !OWN_SUFFIX.test(suffix),
  );
  if (suffixes.length === 0) return [schema, finding(name, 'suffixes-unknown')];
  if (!bound)
    return [
      schema,
      finding(name, 'writable-unknown', { suffix: suffixes.join(', '), saw: 'no login to try with' }),
    ];
  const found: Finding[] = [schema];
  // oxlint-disable-next-line no-await-in-loop -- one connection, one question at a time
  for (const suffix of suffixes) found.push(await examineWritable(name, connection, suffix));
  return found;
}

async function examineSchema(name: string, connection: DirectoryConnection, dn: string): Promise<Finding> {
  const { entries, result } = await connection.search(dn, 'base', '(objectClass=*)', [
    'objectClasses',
    'attributeTypes',
  ]);
  const [classes, types] = ['objectClasses', 'attributeTypes'].map((key) => textsOf(entries[0], key).length);
  if (!classes || !types) return finding(name, 'schema-unreadable', { dn, saw: sayResult(result) });
  return finding(name, 'schema-readable', { dn, classes: String(classes), types: String(types) });
}

/** Servers spell the names of attributes as they like. */
function textsOf(entry: Entry | undefined, attribute: string): readonly string[] {
  const found = Object.entries(entry?.attributes ?? {}).find(
    ([key]) => key.toLowerCase() === attribute.toLowerCase(),
  );
  return (found?.[1] ?? []).map((value) => Buffer.from(value).toString('utf8'));
}
