import { readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server as NetServer, type Socket } from 'node:net';

import { DirectoryData } from './directory-data.ts';
import { answerRequests } from './directory-requests.ts';
import ldap from './ldap/ldapjs.ts';

export type DirectoryOptions = {
  /** Path of a Unix socket; made anew. */
  readonly socket?: string;
  /** Also on a free port of 127.0.0.1. */
  readonly loopback?: boolean;
  readonly ldifFiles?: readonly string[];
  /** LDIF text, after the files. */
  readonly ldif?: string;
  /** Where changes are kept, so that a restart goes on. `null`: nowhere. */
  readonly changeLog: string | null;
  readonly managerPassword: string;
};
export type Directory = {
  readonly socket: string | null;
  readonly port: number | null;
  /** The entries as they are now, parents first, lines not folded. */
  exportLdif(): string;
  /** Ends all connections. */
  close(): Promise<void>;
};

/** The schema of a SIMS 4.0 directory, before the merged schema is added. */
export function baseSchema(): string[] {
  const folder = new URL('schema/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ldif'))
    .toSorted()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

/**
 * A simulated LDAP directory that answers as 389-ds does where that was looked up. `cn=Directory Manager` may do
 * everything; everybody else may bind, and read what a directory says of itself.
 * @throws Error if the LDIF does not go in, with its line
 */
export async function startDirectory(options: DirectoryOptions): Promise<Directory> {
  const data = new DirectoryData({
    schema: baseSchema(),
    entries: [
      ...(options.ldifFiles ?? []).map((path) => readFileSync(path, 'utf8')),
      ...(options.ldif === undefined ? [] : [options.ldif]),
    ],
    changeLog: options.changeLog,
    managerPassword: options.managerPassword,
  });
  const server = ldap.createServer();
  // A connection that does not speak LDAP is dropped; the server goes on.
  server.on('error', () => undefined);
  answerRequests(server, data);

  const sockets = new Set<Socket>();
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    // Entries are written one by one; a client's delayed acknowledgement would hold each search up.
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    server.newConnection(socket);
  };
  const listeners: NetServer[] = [];
  if (options.socket !== undefined) {
    await rm(options.socket, { force: true });
    listeners.push(await listen(accept, { path: options.socket }));
  }
  const tcp = options.loopback === true ? await listen(accept, { host: '127.0.0.1', port: 0 }) : null;
  if (tcp !== null) listeners.push(tcp);
  const bound = tcp?.address();

  return {
    socket: options.socket ?? null,
    port: typeof bound === 'object' && bound !== null ? bound.port : null,
    exportLdif: () => data.exportLdif(),
    close: async () => {
      const closed = listeners.map(
        (listener) => new Promise<void>((resolve) => listener.close(() => resolve())),
      );
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function listen(
  accept: (socket: Socket) => void,
  where: { path: string } | { host: string; port: number },
): Promise<NetServer> {
  return new Promise((resolve, reject) => {
    const listener = createServer(accept);
    listener.once('error', reject);
    listener.listen(where, () => resolve(listener));
  });
}
