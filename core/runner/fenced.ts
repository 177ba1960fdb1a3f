import type { Connections, DirectoryConnection } from '../connections/connections.ts';

/**
 * The same connections, but `check` is asked before a host is reached, and before each change of a directory: it throws
 * where what they are for is over. A process that stood still may wake up in the middle of it, and what it would still
 * change may be somebody else's by then.
 */
export const fenced = (connections: Connections, check: () => Promise<void>): Connections => ({
  async host(name) {
    await check();
    return connections.host(name);
  },
  async directory(name, bindDn, password) {
    await check();
    return fencedDirectory(await connections.directory(name, bindDn, password), check);
  },
  [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
});

const fencedDirectory = (
  directory: DirectoryConnection,
  check: () => Promise<void>,
): DirectoryConnection => ({
  search: (...asked) => directory.search(...asked),
  async add(...change) {
    await check();
    return directory.add(...change);
  },
  async modify(...change) {
    await check();
    return directory.modify(...change);
  },
  async remove(...change) {
    await check();
    return directory.remove(...change);
  },
  close: () => directory.close(),
});
