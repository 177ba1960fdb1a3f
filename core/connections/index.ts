import { Fault } from '../errors.ts';
import type { FrozenInventory } from '../plan/plan.ts';
import type { Connections, DirectoryConnection, HostConnection, OpenConnections } from './connections.ts';
import { openDirectory } from './ldap-connection.ts';
import { openHost, type SshConnection } from './ssh-connection.ts';

export { fingerprintOf, keyTypeOf } from './host-key.ts';
export { addKnownHost, knownFingerprints } from './known-hosts.ts';
export { scanHostKeys } from './ssh-handshake.ts';

/**
 * One connection a host, opened when it is first asked for, opened anew once it has dropped; directories by name, login
 * and password. `secretOf` gives the text of a private key or a path to one.
 */
export const openConnections: OpenConnections = (inventory, secretOf) => new Pool(inventory, secretOf);

class Pool implements Connections {
  readonly #inventory: FrozenInventory;
  readonly #secretOf: Parameters<OpenConnections>[1];
  readonly #hosts = new Map<string, Promise<SshConnection>>();
  readonly #directories = new Set<DirectoryConnection>();
  #closed = false;

  constructor(inventory: FrozenInventory, secretOf: Parameters<OpenConnections>[1]) {
    this.#inventory = inventory;
    this.#secretOf = secretOf;
  }

  async host(name: string): Promise<HostConnection> {
    const there = this.#hosts.get(name);
    if (there !== undefined) {
      const connection = await there;
      if (connection.isOpen) return connection;
      if (this.#hosts.get(name) === there) this.#hosts.delete(name);
      return this.host(name);
    }
    const opening = this.#open(name);
    this.#hosts.set(name, opening);
    // A failed try must not be remembered.
    opening.catch(() => this.#hosts.get(name) === opening && this.#hosts.delete(name));
    return opening;
  }

  async #open(name: string): Promise<SshConnection> {
    const doing = `Connecting to ${name}`;
    const host = this.#inventory.hosts[name];
    if (host === undefined) throw new Fault('connection-failed', doing, 'the inventory does not know it');
    if (this.#closed) throw new Fault('connection-failed', doing, 'the connections are closed');
    const identity = host.identity === 'agent' ? null : this.#secretOf(host.identity);
    const connection = await openHost(name, host, identity);
    if (this.#closed) connection.close();
    return connection;
  }

  async directory(name: string, bindDn: string, password: string): Promise<DirectoryConnection> {
    const directory = this.#inventory.directories[name];
    if (directory === undefined)
      throw new Fault(
        'connection-failed',
        `Connecting to the directory ${name}`,
        'the inventory does not know it',
      );
    const gone = new AbortController();
    const connection = await openDirectory({
      ...directory,
      bindDn,
      password,
      onGone: () => gone.abort(),
    });
    if (!gone.signal.aborted) this.#directories.add(connection);
    gone.signal.addEventListener('abort', () => this.#directories.delete(connection));
    // Somebody closed everything while this one was opened.
    if (this.#closed) connection.close();
    return connection;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const directory of this.#directories) directory.close();
    const hosts = await Promise.allSettled(this.#hosts.values());
    for (const host of hosts) if (host.status === 'fulfilled') host.value.close();
  }
}
