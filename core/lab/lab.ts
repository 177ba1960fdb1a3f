import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { Fault } from '../errors.ts';
import { createHost, type Host } from './hosts/host.ts';
import { makeRoot } from './hosts/root.ts';
import { type LabRecord, labRecordFile, readLabRecord } from './lab-record.ts';
import { directorySocketName, wiringOf } from './network.ts';
import { type ScenarioName, scenarioOf } from './scenarios/index.ts';
import type { Scenario, Size } from './scenarios/scenario.ts';
import { writeSite } from './site.ts';
import { holdLab, type SocketFolder, socketFolder } from './socket-folder.ts';
import { startDirectory } from './wire/directory-server.ts';
import { type DnsServer, startDnsServer } from './wire/dns-server.ts';
import { keepSshKey, type SshKey } from './wire/ssh-keys.ts';
import { mailAtRest, silence, unsilence } from './world.ts';

export type LabOptions = {
  /** Everything of the lab is in here and outlives it. Its last part is the lab's name. */
  readonly dir: string;
  readonly scenario: ScenarioName;
  /** Used when the folder is new; a folder that is there keeps its own. */
  readonly seed: number;
  /** As the seed. Default `full`. */
  readonly size?: Size;
  readonly sshd?: 'simulated' | 'openssh';
  /** Another directory server in place of the simulated one; it must answer on the socket that it is given. */
  readonly startDirectory?: StartDirectory;
};

/** A directory of the lab. */
export type LabDirectory = { exportLdif(): string | Promise<string>; close(): Promise<void> };
export type StartDirectory = (place: {
  readonly socket: string;
  /** Folder of its own, which outlives the lab. */
  readonly dir: string;
  readonly ldif: string;
  readonly managerPassword: string;
}) => Promise<LabDirectory>;

/** A running lab. */
export interface Lab extends AsyncDisposable {
  readonly name: string;
  readonly dir: string;
  /** What `WATARI_SITE` points to for a run on this lab. */
  readonly siteDir: string;
  readonly hosts: Readonly<Record<string, Host>>;
  /** By `host:port`. */
  readonly directories: Readonly<Record<string, LabDirectory>>;
  /** Lets no more mail come in, and waits until what has come is where it belongs, as long as it moves. Until the lab is started again. */
  settle(): Promise<void>;
  /** Ends every process of it. Files stay. */
  close(): Promise<void>;
}

/**
 * Starts a lab, or starts one again where it was left: roots, keys, tapes and directory entries are kept.
 * @throws Fault lab-unavailable if this machine refuses the namespaces, or the folder is another lab's or in use
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await using undo = new AsyncDisposableStack();
  const sockets = await socketFolder(dir);
  undo.defer(() => sockets.release());
  const hold = await holdLab(sockets.path, dir);
  undo.defer(async () => {
    hold.close();
  });
  const scenario = scenarioOf(options.scenario, await recordOf(dir, options));
  const managerPasswordFile = join(dir, 'keys', 'directory-manager');
  const managerPassword = await keepPassword(managerPasswordFile);

  const directories: Record<string, LabDirectory> = {};
  // Hosts see this folder even where the scenario has no directory.
  await mkdir(join(sockets.path, 'directories'), { recursive: true });
  for (const [name, { ldif }] of Object.entries(scenario.directories)) {
    const place = {
      socket: directorySocket(sockets, name),
      dir: join(dir, 'directories', name.replace(':', '-')),
      ldif,
      managerPassword,
    };
    await mkdir(place.dir, { recursive: true });
    const directory = await (options.startDirectory ?? simulatedDirectory)(place);
    directories[name] = directory;
    undo.defer(() => directory.close());
  }

  const dns = await startNames(sockets, scenario);
  if (dns !== null) undo.defer(() => dns.close());
  const userKey = await keepSshKey(join(dir, 'keys'), 'lab');
  const hosts: Record<string, Host> = {};
  const keys: Record<string, SshKey> = {};
  for (const planned of scenario.hosts) {
    const key = await keepSshKey(join(dir, 'keys'), `host-${planned.name}`);
    const host = await placeHost({ dir, sockets, scenario, planned, key, userKey, managerPassword, options });
    hosts[planned.name] = host;
    keys[planned.name] = key;
    undo.defer(() => host.close());
  }
  await Promise.all(Object.values(hosts).map((host) => host.boot()));

  const name = basename(dir);
  const siteDir = join(dir, 'site');
  await writeSite(siteDir, {
    lab: name,
    scenario,
    userKey,
    hosts: mapValues(hosts, ({ socket, name: host }) => ({ socket, key: keys[host] ?? userKey })),
    directories: mapValues(scenario.directories, (_, directory) => directorySocket(sockets, directory)),
    managerPasswordFile,
    dns: dns?.address ?? null,
  });
  const held = undo.move();
  const close = (): Promise<void> => held.disposeAsync();
  const settle = async (): Promise<void> => {
    if (scenario.underWay === undefined) return;
    const world = join(sockets.path, 'network', 'world');
    silence(world);
    const running = Object.values(hosts).filter(({ pid }) => pid !== null);
    await mailAtRest(world, running, scenario.underWay);
  };
  return { name, dir, siteDir, hosts, directories, settle, close, [Symbol.asyncDispose]: close };
}

/** Makes what lies between the hosts, once, and starts the DNS server of a scenario that has a zone. */
async function startNames(sockets: SocketFolder, { fillNetwork }: Scenario): Promise<DnsServer | null> {
  if (fillNetwork === undefined) return null;
  const world = join(sockets.path, 'network', 'world');
  if (!(await stat(world).catch(() => null))) {
    const draft = join(sockets.path, 'network.draft');
    await rm(draft, { recursive: true, force: true });
    await mkdir(join(sockets.path, 'network'), { recursive: true });
    fillNetwork(draft);
    await rename(join(draft, 'world'), world);
  }
  unsilence(world);
  return startDnsServer({ zoneFile: join(world, 'zone'), portFile: join(sockets.path, 'dns-port') });
}

async function placeHost(place: {
  dir: string;
  sockets: SocketFolder;
  scenario: Scenario;
  planned: Scenario['hosts'][number];
  key: SshKey;
  userKey: SshKey;
  managerPassword: string;
  options: LabOptions;
}): Promise<Host> {
  const { planned, sockets } = place;
  const dir = join(place.dir, 'hosts', planned.name);
  const network = join(sockets.path, 'network');
  await mkdir(join(network, planned.name), { recursive: true });
  const { services, neighbours } = wiringOf(place.scenario, planned);
  const root = {
    name: planned.name,
    aliases: planned.aliases,
    accounts: planned.accounts,
    hostKey: place.key.privateKey,
    authorizedKey: place.userKey.publicKey,
    neighbours,
  };
  await makeRoot(dir, root, (folder) => planned.install(folder, place.managerPassword));
  return createHost({
    name: planned.name,
    dir,
    run: join(sockets.path, planned.name),
    directories: join(sockets.path, 'directories'),
    network,
    services: { sshd: place.options.sshd ?? 'simulated', ...services },
  });
}

const simulatedDirectory: StartDirectory = ({ socket, dir, ldif, managerPassword }) =>
  startDirectory({ socket, ldif, changeLog: join(dir, 'changes.ldif'), managerPassword });

const directorySocket = (sockets: SocketFolder, directory: string): string =>
  join(sockets.path, 'directories', directorySocketName(directory));

/** What the lab that is in the folder was made from, or what the new one is. */
async function recordOf(dir: string, { scenario, seed, size = 'full' }: LabOptions): Promise<LabRecord> {
  const kept = readLabRecord(dir);
  if (kept === null) {
    const made = { scenario, seed, size };
    await writeFile(labRecordFile(dir), `${JSON.stringify(made)}\n`);
    return made;
  }
  if (kept.scenario === scenario) return kept;
  throw new Fault(
    'lab-unavailable',
    `Starting the lab in ${dir}`,
    `it is a lab of ${kept.scenario}, not of ${scenario}`,
  );
}

/** Not the guide's example: what is as short as that cannot be redacted. */
async function keepPassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const password = randomBytes(12).toString('hex');
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

const mapValues = <A, B>(
  of: Readonly<Record<string, A>>,
  to: (value: A, key: string) => B,
): Record<string, B> => Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value, key)]));
