import { readFile } from 'node:fs/promises';

import { Fault } from '../errors.ts';
import type { Client } from '../lab/wire/ldap/ldapjs-surface.ts';
import ldap from '../lab/wire/ldap/ldapjs.ts';
import type { InventoryDirectory } from '../plan/plan.ts';

/**
 * Reaches a directory and secures the way to it, without binding.
 * @throws Fault connection-failed
 */
export async function openLdapSocket(directory: InventoryDirectory, timeoutMs: number): Promise<Client> {
  const { address, tls } = directory;
  const named = 'socket' in address ? address.socket : `${address.host}:${address.port}`;
  const doing = `Reaching the directory ${named} (${tls})`;
  if ('socket' in address && tls === 'ldaps')
    throw new Fault(
      'connection-failed',
      doing,
      'LDAPS needs a host and a port; a socket is plain or StartTLS',
    );
  const ca = directory.ca === null ? undefined : await certificates(directory.ca, doing);
  const trust = {
    ...(ca === undefined ? {} : { ca }),
    ...('host' in address && !isAddress(address.host) ? { servername: address.host } : {}),
  };
  const client = ldap.createClient({
    ...('socket' in address
      ? { socketPath: address.socket }
      : { url: `${tls === 'ldaps' ? 'ldaps' : 'ldap'}://${urlHost(address.host)}:${address.port}` }),
    tlsOptions: trust,
    connectTimeout: timeoutMs,
    // Without it, whatever is asked of a closed connection waits for ever.
    queueDisable: true,
  });
  try {
    await withDeadline(timeoutMs, (resolve, reject) => {
      client.on('error', reject);
      client.on('connectTimeout', reject);
      client.on('close', () => reject(new Error('the directory closed the connection')));
      client.on('connect', (socket) => {
        socket.setNoDelay(true);
        if (tls !== 'starttls') resolve();
        else
          client.starttls({ host: 'host' in address ? address.host : 'localhost', ...trust }, [], (error) =>
            error === null ? resolve() : reject(error),
          );
      });
    });
    return client;
  } catch (cause) {
    client.destroy();
    throw new Fault('connection-failed', doing, cause instanceof Error ? cause.message : String(cause), {
      cause,
    });
  }
}

async function certificates(path: string, doing: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Fault('connection-failed', doing, `the certificates in ${path} cannot be read`, { cause });
  }
}

function withDeadline(
  timeoutMs: number,
  start: (resolve: () => void, reject: (cause: Error) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    const stop =
      <Argument extends [] | [Error]>(settle: (...argument: Argument) => void) =>
      (...argument: Argument): void => {
        clearTimeout(timer);
        settle(...argument);
      };
    start(stop<[]>(resolve), stop<[Error]>(reject));
  });
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');
const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);
