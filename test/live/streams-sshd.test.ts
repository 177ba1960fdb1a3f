import { streamContract, type StreamHosts } from '#test/contracts/streams.ts';

import { type Sshd, startSshd } from './sshd.ts';

const asHost = ({ host, folder }: Sshd) => ({
  host,
  identity: host.identity !== 'agent' && host.identity.from === 'file' ? host.identity.path : '',
  folder,
});

/** Two of Debian's OpenSSH servers, each with a spool of its own. */
async function startHosts(): Promise<StreamHosts> {
  const [old, fresh] = await Promise.all([startSshd(), startSshd()]);
  return {
    old: asHost(old),
    fresh: asHost(fresh),
    cut: (which) => (which === 'old' ? old : fresh).cut(),
    stop: async () => {
      await Promise.all([old.stop(), fresh.stop()]);
    },
  };
}

streamContract('on OpenSSH, under dash', startHosts, '/bin/dash');
