#!/lab/node
// imsdirmig: upgrades entries of SIMS 4.0 or Netscape Messaging Server 4.x over LDAP, or sets attributes of them.
import { appendFileSync, readFileSync } from 'node:fs';
import { argv, exit, kill, pid, stderr, stdout } from 'node:process';

import { assign, readAssignments } from '../directory/assignments.ts';
import type { Entry } from '../directory/entry.ts';
import { type Kind, kindsOf } from '../directory/kinds.ts';
import { changeRecord } from '../directory/ldif.ts';
import { modify, type Place, search } from '../lib/ldap.ts';
import { begin, die, options } from '../lib/program.ts';

const SPEC = 'h:D:M:b:A:POC:F:T:r:cf:l:m:nw:';
const USAGE = `imsdirmig [-h host[:port]] -D binddn -M sims | nms -b base [-A attr:val[;attr:val]... [-P] [-O]] [-C configfile]
         [-F filter] [-T threads] [-c] [-f logfile] [-l level] [-m user | group | domain | both] [-n] [-w password]`;

/** Options on the command line stand; a file of -C, one option a line, fills in the rest. */
function allOptions() {
  const given = options(SPEC, USAGE);
  const file = given.values.get('C');
  if (file === undefined) return given;
  const words = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => [line.slice(0, 2), line.slice(2).trim()].filter((word) => word !== ''));
  return options(SPEC, USAGE, [...words, ...argv.slice(2)]);
}

const { values, flags, rest } = allOptions();
const fault = begin();
const usage = (reason: string): never => die(`${reason}\nusage: ${USAGE}`, 2);
const needed = (letter: string): string => values.get(letter) ?? usage(`-${letter} is missing`);

if (rest.length > 0) usage(`unexpected "${rest.join(' ')}"`);
if (values.has('r')) usage('-r is not documented and not simulated');
if ((flags.has('P') || flags.has('O')) && !values.has('A')) usage('-P and -O are valid with -A alone');
if (!/^[1-9]\d*$/u.test(values.get('T') ?? '2')) usage('-T takes a number of threads');
const assignments = values.has('A') ? readAssignments(needed('A')) : [];
if (assignments === null) usage('-A takes attr:val[;attr:val]...');
const kinds =
  kindsOf(needed('M'), values.get('m') ?? 'both') ?? usage('-M or -m names nothing that can be upgraded');
const [host = '', port = '389'] = (values.get('h') ?? 'localhost').split(':');
const place: Place = { host, port, bindDn: needed('D'), password: needed('w') };
const base = needed('b');

function log(text: string): void {
  const file = values.get('f');
  if (file === undefined) stderr.write(`${text}\n`);
  else appendFileSync(file, `${text}\n`);
}

function find(kind: Kind): Entry[] {
  const own = values.get('F');
  const {
    code,
    stderr: reason,
    entries,
  } = search(place, base, own === undefined ? kind.filter : `(&${kind.filter}${own})`);
  if (code !== 0) die(`cannot read ${base}: ${reason.trim()} (LDAP result ${String(code)})`);
  return entries;
}

/** The entry as it is to be: upgraded unless it has been or -O forbids it, then with the pairs of -A. */
function wanted(kind: Kind, entry: Entry): Entry {
  const isOld = !flags.has('O') && !kind.isUpgraded(entry);
  const report = (dn: string, what: string): void =>
    log(`${Buffer.from(dn, 'latin1').toString('utf8')}: ${what}`);
  return assign(isOld ? kind.upgrade(entry, report) : entry, assignments ?? [], flags.has('P'));
}

function migrate(kind: Kind): boolean {
  const entries = find(kind);
  const records = entries
    .map((entry) => changeRecord(entry, wanted(kind, entry)))
    .filter((record) => record !== null);
  const dies = fault?.kind === 'kill-after-entries';
  const sent = dies ? records.slice(0, fault.value) : records;
  if (flags.has('n')) {
    stdout.write(
      `${kind.plural}: ${String(entries.length)} found, ${String(records.length)} would be changed\n`,
    );
    return true;
  }
  const { code, stderr: reason } =
    sent.length > 0 ? modify(place, sent, flags.has('c')) : { code: 0, stderr: '' };
  if (dies) kill(pid, 'SIGKILL');
  if (code !== 0) log(`${kind.plural}: LDAP result ${String(code)}: ${reason.trim()}`);
  const left =
    code === 0 ? 0 : find(kind).filter((entry) => changeRecord(entry, wanted(kind, entry)) !== null).length;
  const counts = [
    `${String(entries.length)} found`,
    `${String(records.length - left)} changed`,
    `${String(entries.length - records.length)} unchanged`,
    `${String(left)} failed`,
  ];
  stdout.write(`${kind.plural}: ${counts.join(', ')}\n`);
  return code === 0;
}

let clean = true;
for (const kind of kinds) {
  clean = migrate(kind) && clean;
  if (!clean && !flags.has('c')) break;
}
exit(clean ? 0 : 1);
