import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Sshd } from '#test/live/sshd.ts';

/**
 * Writes an `ssh_config` that knows servers by name, and their host keys: a peer verifies them as we do. `shared` is the
 * folder of the ControlMaster sockets, if connections are to stay open. Returns the file's path.
 */
export function clientConfig(
  folder: string,
  servers: Readonly<Record<string, Sshd>>,
  shared: string | null = null,
): string {
  const known: string[] = [];
  const config: string[] = [];
  for (const [name, { folder: at, host }] of Object.entries(servers)) {
    assert.ok('port' in host.address && typeof host.identity === 'object' && 'path' in host.identity);
    known.push(`${name} ${readFileSync(join(at, 'host.pub'), 'utf8').trim()}`);
    config.push(
      `Host ${name}`,
      `  HostName ${host.address.host}`,
      `  Port ${host.address.port}`,
      `  HostKeyAlias ${name}`,
      `  User ${host.user}`,
      `  IdentityFile ${host.identity.path}`,
    );
  }
  const knownHosts = join(folder, 'known_hosts');
  writeFileSync(knownHosts, `${known.join('\n')}\n`);
  config.push(
    'Host *',
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    '  PreferredAuthentications publickey',
    '  BatchMode yes',
    '  StrictHostKeyChecking yes',
    `  UserKnownHostsFile ${knownHosts}`,
    '  GlobalKnownHostsFile /dev/null',
    ...(shared === null
      ? []
      : ['  ControlMaster auto', `  ControlPath ${join(shared, '%n')}`, '  ControlPersist 60']),
  );
  const file = join(folder, shared === null ? 'ssh_config' : 'ssh_config_shared');
  writeFileSync(file, `${config.join('\n')}\n`);
  return file;
}
