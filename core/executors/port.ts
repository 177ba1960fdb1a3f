import net from 'node:net';

import type { Reach } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import type { PlannedPort } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import { askHost } from './exec-probe.ts';
import type { Context, Executor } from './executor.ts';
import { untilSatisfied } from './until.ts';

const EVERY_MS = 1000;
const CONNECT_MS = 5000;
const NAMES = { open: '開いて', closed: '閉じて' } as const;

/** Looks whether something accepts connections on a port, and waits until it does, or does not. */
export const port: Executor<PlannedPort> = {
  preview: async ({ host, port: number, state, timeoutMinutes }) => ({
    text: {
      en: `Waits until port ${number} on ${host} is ${state}, for at most ${timeoutMinutes} min.`,
      ja: `${host} のポート ${number} が${state === 'open' ? '開く' : '閉じる'}まで待ちます（最長 ${timeoutMinutes} 分）。`,
    },
    changes: [],
  }),
  carryOut: (operation, context) =>
    untilSatisfied(() => once(operation, context), EVERY_MS, operation.timeoutMinutes * 60_000, context),
  probe: (operation, context) => once(operation, context),
};

async function once(operation: PlannedPort, context: Context): Promise<ProbeResult> {
  const { host, port: number, state } = operation;
  const reach = await reachPort(operation, context);
  if (reach === 'unknown')
    return {
      kind: 'inconclusive',
      detail: {
        en: `whether port ${number} on ${host} is open cannot be seen`,
        ja: `${host} のポート ${number} が開いているかどうかを確認できません`,
      },
      evidence: [],
    };
  const [is, wanted] = [NAMES[reach], NAMES[state]];
  const detail = {
    en: `port ${number} on ${host} is ${reach}, expected ${state}`,
    ja:
      reach === state
        ? `${host} のポート ${number} は、期待どおり${is}います`
        : `${host} のポート ${number} は${is}いますが、${wanted}いる必要があります`,
  };
  return { kind: reach === state ? 'satisfied' : 'unsatisfied', detail, evidence: [] };
}

/** From the host itself if it lets us: a firewall in between would say "closed" of an open port. */
async function reachPort(operation: PlannedPort, context: Context): Promise<Reach> {
  try {
    const connection = await context.connections.host(operation.host);
    const through = await connection.reach(operation.port);
    if (through !== 'unknown') return through;
  } catch (error) {
    if (error instanceof Fault && error.code === 'host-key-refused') return 'unknown';
    if (!(error instanceof Fault)) throw error;
  }
  const onHost = await withPerl(operation, context);
  if (onHost !== 'unknown') return onHost;
  const address = context.inventory.hosts[operation.host]?.address;
  return address === undefined || 'socket' in address ? 'unknown' : fromHere(address.host, operation.port);
}

/** Where the SSH server forbids forwarding: Perl is on every such host that we have seen. */
async function withPerl(operation: PlannedPort, context: Context): Promise<Reach> {
  const program =
    'use IO::Socket; use Sys::Hostname; for ("127.0.0.1", hostname()) { if (IO::Socket::INET->new(PeerAddr=>$_,PeerPort=>$ARGV[0],Timeout=>5)) { print "open"; exit } } print "closed"';
  const answer = await askHost(
    { host: operation.host, as: null, parts: [[`perl -e '${program}' ${operation.port}`]], stdin: null },
    context,
    CONNECT_MS * 3,
  );
  if (answer.kind === 'unknown') return 'unknown';
  const said = answer.left.stdout.trim();
  return said === 'open' || said === 'closed' ? said : 'unknown';
}

/** Only a refusal says that it is closed: silence may be a firewall's, or the network's in between. */
function fromHere(host: string, number: number): Promise<Reach> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: number });
    const end = (reach: Reach) => {
      socket.destroy();
      resolve(reach);
    };
    socket.setTimeout(CONNECT_MS, () => end('unknown'));
    socket.on('error', (error) =>
      end('code' in error && error.code === 'ECONNREFUSED' ? 'closed' : 'unknown'),
    );
    socket.once('connect', () => end('open'));
  });
}
