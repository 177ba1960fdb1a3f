import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { endChild, loadDirectory } from './directories.ts';
import { freePort } from './ports.ts';

export type Slapd = {
  readonly port: number;
  readonly tlsPort: number;
  readonly bindDn: string;
  /** Certificate of localhost and 127.0.0.1, signed by itself. */
  readonly ca: string;
  stop(): Promise<void>;
};

/** An OpenLDAP server of its own, everything below `dir`, on free ports of 127.0.0.1: plain with StartTLS, and LDAPS. */
export async function startSlapd(options: {
  readonly dir: string;
  readonly ldif: string;
  readonly suffix: string;
  readonly managerPassword: string;
}): Promise<Slapd> {
  const { dir, ldif, suffix, managerPassword } = options;
  const [port, tlsPort] = [await freePort(), await freePort()];
  const ca = certificate(dir);
  // OpenLDAP wants its manager inside the suffix.
  const bindDn = `cn=Directory Manager,${suffix}`;
  mkdirSync(join(dir, 'db'), { recursive: true });
  const lines = [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    `pidfile ${join(dir, 'pid')}`,
    `argsfile ${join(dir, 'args')}`,
    `TLSCertificateFile ${ca}`,
    `TLSCertificateKeyFile ${join(dir, 'key.pem')}`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'database mdb',
    `suffix "${suffix}"`,
    `rootdn "${bindDn}"`,
    `rootpw ${managerPassword}`,
    `directory ${join(dir, 'db')}`,
  ];
  writeFileSync(join(dir, 'slapd.conf'), `${lines.join('\n')}\n`);
  const addresses = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`;
  // In the foreground (-d), so that it is a child of ours and its end is seen.
  const server = spawn('/usr/sbin/slapd', ['-f', join(dir, 'slapd.conf'), '-h', addresses, '-d', '0'], {
    stdio: 'ignore',
  });
  try {
    await loadDirectory({ ldif, port, bindDn, password: managerPassword, server });
  } catch (error) {
    await endChild(server);
    throw error;
  }
  return { port, tlsPort, bindDn, ca, stop: () => endChild(server) };
}

function certificate(dir: string): string {
  const [key, file] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')];
  const made = spawnSync(
    'openssl',
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1'
      .split(' ')
      .concat('-keyout', key, '-out', file),
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  return file;
}
