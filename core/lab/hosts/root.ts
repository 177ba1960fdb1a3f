import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of the host's /etc/passwd, and a group of the same name and number. */
export type Account = {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  readonly shell: string;
};

/** What a simulated host's root is made of; applies when the root does not exist yet. */
export type RootSpec = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly accounts: readonly Account[];
  /** OpenSSH formats. The private host key stays on the host. */
  readonly hostKey: string;
  readonly authorizedKey: string;
  /** The other hosts that it can reach: addresses of its own with their names. */
  readonly neighbours?: Readonly<Record<string, readonly string[]>>;
};

const SYSTEM_ACCOUNTS: readonly Account[] = [
  { name: 'root', uid: 0, home: '/root', shell: '/bin/sh' },
  { name: 'daemon', uid: 1, home: '/usr/sbin', shell: '/usr/sbin/nologin' },
  { name: 'sshd', uid: 100, home: '/run/sshd', shell: '/usr/sbin/nologin' },
  { name: 'nobody', uid: 65534, home: '/nonexistent', shell: '/usr/sbin/nologin' },
];
const FOLDERS: readonly (readonly [path: string, mode: number])[] = [
  ['usr', 0o755],
  ['etc/ssh', 0o755],
  ['etc/pam.d', 0o755],
  ['opt', 0o755],
  ['home', 0o755],
  ['root', 0o700],
  ['var/log', 0o755],
  ['var/spool', 0o755],
  ['var/tmp', 0o1777],
  ['dev', 0o755],
  ['proc', 0o555],
  ['lab/cache', 0o1777],
  ['lab/stand-ins', 0o755],
  ['lab/wire', 0o755],
  ['lab/hosts', 0o755],
  ['lab/node_modules', 0o755],
  ['lab/state', 0o755],
  ['lab/run', 0o755],
  ['lab/directories', 0o755],
  ['lab/network', 0o755],
];

/**
 * Makes `<dir>/root`, `state` and `tape` of a host once; a root that is there is left exactly as it is.
 * Built beside and renamed, so that a lab killed half way never leaves half a root.
 */
export async function makeRoot(
  dir: string,
  spec: RootSpec,
  fill: (root: string) => void | Promise<void>,
): Promise<string> {
  const root = join(dir, 'root');
  await mkdir(join(dir, 'tape'), { recursive: true });
  // Login users other than root leave their marks here too.
  for (const folder of ['runs', 'faults', 'faults/ssh']) {
    await mkdirWithMode(join(dir, 'state', folder), 0o777);
  }
  if (await stat(root).catch(() => null)) return root;
  const draft = join(dir, `root.${randomUUID()}`);
  for (const [path, mode] of FOLDERS) await mkdirWithMode(join(draft, path), mode);
  for (const [path, mode, text] of files(spec)) {
    await writeFile(join(draft, path), text, { mode });
  }
  for (const account of spec.accounts) {
    await mkdirWithMode(join(draft, account.home), 0o755);
    // Without root only one number is mapped, and everything belongs to it.
    if (process.getuid?.() === 0) await chown(join(draft, account.home), account.uid, account.uid);
  }
  await fill(draft);
  await rename(draft, root);
  return root;
}

async function mkdirWithMode(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, mode);
}

function hostsFile({ name, aliases, neighbours = {} }: RootSpec): string {
  const all = { '127.0.0.1': [name, ...aliases, 'localhost'], ...neighbours };
  return Object.entries(all)
    .map(([address, names]) => `${address} ${names.join(' ')}\n`)
    .join('');
}

function files(spec: RootSpec): readonly (readonly [path: string, mode: number, text: string])[] {
  const accounts = [...SYSTEM_ACCOUNTS, ...spec.accounts];
  const lines = (render: (account: Account) => string): string =>
    accounts.map((account) => `${render(account)}\n`).join('');
  const pam =
    'auth sufficient pam_rootok.so\nauth required pam_deny.so\naccount required pam_permit.so\nsession required pam_permit.so\n';
  return [
    ['etc/passwd', 0o644, lines((a) => `${a.name}:x:${a.uid}:${a.uid}::${a.home}:${a.shell}`)],
    ['etc/group', 0o644, lines((a) => `${a.name}:x:${a.uid}:`)],
    ['etc/shadow', 0o600, lines((a) => `${a.name}:*:19000:0:99999:7:::`)],
    ['etc/hostname', 0o644, `${spec.name}\n`],
    ['etc/hosts', 0o644, hostsFile(spec)],
    ['etc/nsswitch.conf', 0o644, 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n'],
    ['etc/resolv.conf', 0o644, ''],
    ['etc/shells', 0o644, '/bin/sh\n'],
    ['etc/profile', 0o644, 'umask 022\n'],
    ['etc/pam.d/su', 0o644, pam],
    ['etc/pam.d/su-l', 0o644, pam],
    ['etc/pam.d/runuser', 0o644, pam],
    ['etc/pam.d/other', 0o644, pam],
    ['etc/ssh/ssh_host_ed25519_key', 0o600, spec.hostKey],
    ['etc/ssh/authorized_keys', 0o644, `${spec.authorizedKey.trim()}\n`],
    // An own package scope: programs of the lab are modules wherever the repository's package.json is out of sight.
    ['lab/package.json', 0o644, '{ "type": "module" }\n'],
    ['lab/node', 0o755, ''],
  ];
}
