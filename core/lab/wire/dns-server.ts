import { createSocket, type RemoteInfo } from 'node:dgram';
import { readFile, writeFile } from 'node:fs/promises';

import { AUTHORITATIVE_ANSWER, type Answer, decode, encode, type Question } from 'dns-packet';

export type DnsServer = {
  /** `127.0.0.1:<port>`, as an inventory names it. */
  readonly address: string;
  close(): Promise<void>;
};

type ZoneRecord = { readonly name: string; readonly type: 'A' | 'CNAME'; readonly value: string };

const RCODE = { noError: 0, serverFailure: 2, noSuchName: 3 } as const;
/** Nobody is to remember an answer: the next one may be another. */
const TTL_SECONDS = 0;
const MOST_ALIASES = 8;

/**
 * A DNS server on loopback. `zoneFile` has a record a line, `oldmail.siroe.com A 192.0.2.1` or `… CNAME newmail.siroe.com`
 * (a name may have several A records), and is read anew for each question, so that whatever writes the file changes the
 * zone. `portFile` keeps the port, so that who was told it before a restart still finds the server.
 */
export async function startDnsServer(options: {
  readonly zoneFile: string;
  readonly portFile?: string;
}): Promise<DnsServer> {
  const { zoneFile, portFile } = options;
  const kept = portFile === undefined ? 0 : Number(await readFile(portFile, 'utf8').catch(() => '0'));
  const socket = await bind(kept).catch(() => bind(0));
  const { port } = socket.address();
  if (portFile !== undefined) await writeFile(portFile, String(port));
  const answer = async (query: Buffer, { address, port: from }: RemoteInfo): Promise<void> => {
    const bytes = await answerTo(query, zoneFile);
    if (bytes !== null) socket.send(bytes, from, address);
  };
  socket.on('message', (query, sender) => void answer(query, sender));
  return {
    address: `127.0.0.1:${port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

const bind = (port: number): Promise<ReturnType<typeof createSocket>> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      // A client that has gone away is no trouble of ours.
      socket.off('error', reject).on('error', () => undefined);
      resolve(socket);
    });
  });

/** Null for what is no question at all. */
async function answerTo(query: Buffer, zoneFile: string): Promise<Buffer | null> {
  const asked = read(query);
  const [question] = asked?.questions ?? [];
  if (asked === null || question === undefined || asked.type !== 'query') return null;
  const zone = await readZone(zoneFile);
  const { code, answers } =
    zone === null ? { code: RCODE.serverFailure, answers: [] } : resolveIn(zone, question);
  return encode({
    type: 'response',
    id: asked.id ?? 0,
    // The response code is the last four bits of the flags.
    flags: AUTHORITATIVE_ANSWER | code,
    questions: [question],
    answers: [...answers],
  });
}

function read(query: Buffer): ReturnType<typeof decode> | null {
  try {
    return decode(query);
  } catch {
    return null;
  }
}

async function readZone(file: string): Promise<readonly ZoneRecord[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  return text.split('\n').flatMap((line): ZoneRecord[] => {
    const [name, type, value] = line.trim().split(/\s+/u);
    if (name === undefined || value === undefined || (type !== 'A' && type !== 'CNAME')) return [];
    return [{ name: plain(name), type, value: plain(value) }];
  });
}

/** DNS does not tell case, and a final dot says only that the name is whole. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/u, '');

/** The records of a name with what its aliases lead to, in order. */
function resolveIn(
  zone: readonly ZoneRecord[],
  { name, type }: Question,
): { readonly code: number; readonly answers: readonly Answer[] } {
  const answers: Answer[] = [];
  let at = plain(name);
  for (let steps = 0; steps < MOST_ALIASES; steps += 1) {
    const records = zone.filter((record) => record.name === at);
    const alias = records.find((record) => record.type === 'CNAME');
    if (records.length === 0) return { code: RCODE.noSuchName, answers };
    if (alias === undefined || type === 'CNAME') {
      const found = records.filter((record) => record.type === type);
      return { code: RCODE.noError, answers: [...answers, ...found.map((one) => answerOf(one, name, at))] };
    }
    answers.push(answerOf(alias, name, at));
    at = alias.value;
  }
  return { code: RCODE.serverFailure, answers: [] };
}

/** Some clients write names in mixed case, and want to see their own letters again. */
const answerOf = ({ type, value }: ZoneRecord, asked: string, at: string): Answer => ({
  type,
  name: plain(asked) === at ? asked : at,
  class: 'IN',
  ttl: TTL_SECONDS,
  data: value,
});
