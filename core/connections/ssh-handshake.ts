import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';

import ssh2, { type Algorithms, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2';

import { Fault } from '../errors.ts';
import type { InventoryHost } from '../plan/plan.ts';
import { algorithmsOf, fingerprintOf, isKnownKey, KEY_TYPES, keyTypeOf, offersFor } from './host-key.ts';
import { Window } from './window.ts';

export type SshClient = InstanceType<typeof ssh2.Client>;
type Address = InventoryHost['address'];

const READY_TIMEOUT_MS = 20_000;
/** A frozen host is noticed after three of these. */
const KEEPALIVE_MS = 2000;
/** sshd drops handshakes at random from the tenth on (MaxStartups 10:30:100). */
const PARALLEL_HANDSHAKES = 6;
const HANDSHAKE_TRIES = 8;

const doors = new Map<string, Window>();
const doorOf = (address: Address): Window => {
  const key = 'socket' in address ? address.socket : `${address.host}:${address.port}`;
  const door = doors.get(key) ?? new Window(PARALLEL_HANDSHAKES);
  doors.set(key, door);
  return door;
};

/**
 * A client that is connected, whose host key is one of the inventory's, and that is logged in. `identity` is the text of
 * a private key, a path to one, or null for the ssh-agent.
 * @throws Fault connection-failed, host-key-refused
 */
export async function shakeHands(
  name: string,
  host: InventoryHost,
  identity: string | null,
): Promise<SshClient> {
  const doing = `Connecting to ${name}`;
  const offers = offersFor(host.fingerprints, host.legacyAlgorithms);
  if (offers.length === 0) throw new Fault('host-key-refused', doing, 'no host key of it is known');
  const leave = await doorOf(host.address).enter();
  try {
    for (const offer of offers) {
      // oxlint-disable-next-line no-await-in-loop -- one key type after the other
      const client = await tryOffer(doing, host, identity, offer, offer === offers.at(-1));
      if (client !== null) return client;
    }
  } finally {
    leave();
  }
  throw new Fault('host-key-refused', doing, 'it offers no host key of a known type');
}

/** Null if this key type is not the known one and another may be. */
async function tryOffer(
  doing: string,
  host: InventoryHost,
  identity: string | null,
  offer: ServerHostKeyAlgorithm[],
  last: boolean,
): Promise<SshClient | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- a further try only after the one before failed
      return await connect(doing, host, identity, offer);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'host-key-refused' && !last) return null;
      if (!/ECONNRESET|before handshake/u.test(error.message) || attempt === HANDSHAKE_TRIES) throw error;
      // oxlint-disable-next-line no-await-in-loop -- MaxStartups threw us out: a moment later there is room
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

async function connect(
  doing: string,
  host: InventoryHost,
  identity: string | null,
  offer: ServerHostKeyAlgorithm[],
): Promise<SshClient> {
  const sock = await openSocket(doing, host.address);
  const client = new ssh2.Client();
  let refused: Uint8Array | null = null;
  const hostVerifier = (key: Buffer): boolean => {
    const known = isKnownKey(host.fingerprints, key);
    if (!known) refused = key;
    return known;
  };
  try {
    await ready(client, { ...configOf(host, identity, offer), sock, hostVerifier });
  } catch (cause) {
    client.destroy();
    sock.destroy();
    if (refused !== null) {
      const saw = `its host key is ${fingerprintOf(refused)} ${keyTypeOf(refused)}, known: ${host.fingerprints.join(', ')}`;
      throw new Fault('host-key-refused', doing, saw, { cause });
    }
    if (/no matching host key/iu.test(messageOf(cause)))
      throw new Fault(
        'host-key-refused',
        doing,
        `it shows none of the keys that are known: ${host.fingerprints.join(', ')}`,
        { cause },
      );
    throw new Fault('connection-failed', doing, messageOf(cause), { cause });
  }
  // Without this, every short exec waits for the other side's delayed acknowledgement.
  client.setNoDelay(true);
  return client;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function openSocket(doing: string, address: Address): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = 'socket' in address ? net.connect({ path: address.socket }) : net.connect(address);
    const fail = (saw: string, cause?: unknown) => {
      socket.destroy();
      reject(new Fault('connection-failed', doing, saw, { cause }));
    };
    socket.setTimeout(READY_TIMEOUT_MS, () => fail('no answer'));
    // Permanent: a late ECONNRESET without a listener would end the process.
    socket.on('error', (error) => fail(error.message, error));
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

/** ssh2 throws at once for a bad key or an unknown algorithm, and emits further errors after the first. */
function ready(client: SshClient, config: ConnectConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.once('close', () => reject(new Error('closed before handshake and login were over')));
    client.once('ready', resolve);
    try {
      client.connect(config);
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function configOf(
  host: InventoryHost,
  identity: string | null,
  offer: ServerHostKeyAlgorithm[],
): ConnectConfig {
  const login: ConnectConfig =
    identity === null
      ? {
          ...(process.env['SSH_AUTH_SOCK'] && { agent: process.env['SSH_AUTH_SOCK'] }),
          authHandler: ['agent'],
        }
      : { privateKey: privateKey(identity), authHandler: ['publickey'] };
  return {
    username: host.user,
    ...login,
    algorithms: algorithms(offer, host.legacyAlgorithms),
    readyTimeout: READY_TIMEOUT_MS,
    keepaliveInterval: KEEPALIVE_MS,
    keepaliveCountMax: 3,
  };
}

const privateKey = (identity: string): string | Buffer =>
  !identity.includes('\n') && existsSync(identity.trim()) ? readFileSync(identity.trim()) : identity;

/** What hosts of the nineties speak is appended, never put first: a modern host keeps its modern algorithms. */
function algorithms(serverHostKey: ServerHostKeyAlgorithm[], legacy: boolean): Algorithms {
  if (!legacy) return { serverHostKey };
  const only = { prepend: [], remove: [] };
  return {
    serverHostKey,
    kex: {
      ...only,
      append: [
        'diffie-hellman-group14-sha1',
        'diffie-hellman-group-exchange-sha1',
        'diffie-hellman-group1-sha1',
      ],
    },
    cipher: { ...only, append: ['aes256-cbc', 'aes128-cbc', '3des-cbc'] },
    hmac: { ...only, append: ['hmac-md5'] },
  };
}

/** The host keys that an address shows, one handshake a key type, none of them trusted: for `hosts trust` and `doctor`. @throws Fault connection-failed */
export async function scanHostKeys(address: Address, legacy = false): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const type of KEY_TYPES) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other spares the host
    const key = await showKey(address, algorithms(algorithmsOf([type]), legacy));
    if (key !== null) found.push(key);
  }
  return found;
}

async function showKey(address: Address, offer: Algorithms): Promise<Uint8Array | null> {
  const sock = await openSocket('Looking at the host keys', address);
  const client = new ssh2.Client();
  let shown: Uint8Array | null = null;
  const hostVerifier = (key: Buffer): boolean => {
    shown = key;
    return false;
  };
  const config = { sock, username: 'watari', hostVerifier, algorithms: offer };
  await ready(client, { ...config, readyTimeout: READY_TIMEOUT_MS }).catch(() => undefined);
  client.destroy();
  return shown;
}
