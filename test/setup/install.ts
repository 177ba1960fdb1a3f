import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** What the tests need beside npm packages: one of the files, and the Debian package that brings it. */
const NEEDED: readonly {
  readonly what: string;
  readonly files: readonly string[];
  readonly debian: string;
}[] = [
  { what: 'OpenSSH server', files: ['/usr/sbin/sshd'], debian: 'openssh-server' },
  { what: 'OpenSSH client', files: ['/usr/bin/ssh-keygen'], debian: 'openssh-client' },
  { what: '389 Directory Server', files: ['/usr/sbin/ns-slapd'], debian: '389-ds-base' },
  { what: 'OpenLDAP server', files: ['/usr/sbin/slapd'], debian: 'slapd' },
  { what: 'LDAP clients', files: ['/usr/bin/ldapsearch'], debian: 'ldap-utils' },
  { what: 'Chromium', files: ['/usr/bin/chromium'], debian: 'chromium' },
  {
    what: 'Japanese fonts',
    files: ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
    debian: 'fonts-noto-cjk',
  },
  { what: 'OpenSSL', files: ['/usr/bin/openssl'], debian: 'openssl' },
  { what: 'process tools', files: ['/bin/ps', '/usr/bin/ps'], debian: 'procps' },
  { what: 'posh', files: ['/bin/posh', '/usr/bin/posh'], debian: 'posh' },
  { what: 'mksh', files: ['/bin/mksh', '/usr/bin/mksh'], debian: 'mksh' },
  { what: 'ksh93', files: ['/bin/ksh93', '/usr/bin/ksh93'], debian: 'ksh93u+m' },
  { what: 'yash', files: ['/usr/bin/yash'], debian: 'yash' },
  { what: 'busybox', files: ['/bin/busybox', '/usr/bin/busybox'], debian: 'busybox' },
];

const missing = NEEDED.filter(({ files }) => !files.some((file) => existsSync(file)));
if (missing.length > 0) {
  const packages = missing.map(({ debian }) => debian);
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  const isRoot = process.getuid?.() === 0;
  if (!isDebian || !isRoot) {
    const names = missing.map(({ what, files }) => `${what} (${files[0]})`).join(', ');
    const way = isDebian
      ? `Install them with: sudo apt-get install ${packages.join(' ')}`
      : `Install them with this system's packages; on Debian they are called ${packages.join(', ')}.`;
    console.error(
      `Preparing the tests: these programs are missing: ${names}.\n${way}\nThe fast tests need none of them: npm run test:unit`,
    );
    process.exit(1);
  }
  console.log(`Preparing the tests: installing ${packages.join(', ')} …`);
  apt('update');
  withoutServices(() => apt('install', '-y', '--no-install-recommends', ...packages));
}

/** Debian would start sshd and slapd on every address; the tests start their own, on loopback. */
function withoutServices(install: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(policy);
  }
}

function apt(...args: string[]): void {
  const done = spawnSync('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    input: '',
  });
  if (done.status === 0) return;
  throw new Error(
    `Preparing the tests: apt-get ${args[0]} ended with ${done.status}.\n${done.stdout.slice(-2000)}\n${done.stderr.slice(-2000)}`,
  );
}

// readFileSync of a file that apt said it installed: a half-installed package must not pass for a whole one.
for (const { what, files } of NEEDED) {
  const file = files.find((path) => existsSync(path));
  if (file === undefined || readFileSync(file).length === 0) {
    console.error(
      `Preparing the tests: ${what} is still missing after the installation (${files.join(' or ')}).`,
    );
    process.exit(1);
  }
}
