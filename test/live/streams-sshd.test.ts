import { streamContract } from '#test/contracts/streams.ts';

import { startStreamHosts } from './stream-hosts.ts';

streamContract('on OpenSSH', startStreamHosts, '/bin/dash');
