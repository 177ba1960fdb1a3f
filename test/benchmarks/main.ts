// `npm run bench -- [--json] [--hosts N] [--rounds N] [step|journal|fleet|sessions|docs …]`: measures, and asserts nothing.
import { parseArgs } from 'node:util';

import type { Comparison } from './comparison.ts';
import { measureDocs } from './docs.ts';
import { measureFleet } from './fleet.ts';
import { measureJournal } from './journal.ts';
import { measureSessions } from './sessions.ts';
import { measureStep } from './step.ts';
import { tableOf } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    hosts: { type: 'string', default: '50' },
    /** More rounds, steadier figures. */
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);
const BENCHMARKS: Readonly<Record<string, () => Promise<readonly Comparison[]>>> = {
  step: () => measureStep(rounds),
  journal: () => measureJournal(rounds * 6),
  fleet: () => measureFleet(Number(values.hosts), rounds),
  sessions: () => measureSessions(rounds),
  docs: () => measureDocs(rounds),
};

const done: Comparison[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)) {
  const measure = BENCHMARKS[name];
  if (measure === undefined)
    throw new Error(`no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  // oxlint-disable-next-line no-await-in-loop -- two at once would measure each other
  const comparisons = await measure();
  done.push(...comparisons);
  if (values.json) for (const one of comparisons) process.stdout.write(`${JSON.stringify(one)}\n`);
}
if (!values.json) process.stdout.write(`${tableOf(done)}\n`);
