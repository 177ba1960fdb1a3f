// Lists dealt out by size against lists dealt out by count, where a few mailboxes hold most of the mail.
import { Random } from '#core/lab/seed/random.ts';
import { dealSessions } from '#core/plan/sessions.ts';

import { type Comparison, compared } from './comparison.ts';
import type { MailLab, Sessions } from './mail-lab.ts';

const COUNTS = [4, 12] as const;
const SEEDS = 100;
const MAILBOXES = 300;
const LARGEST = 1_000_000_000;
const PEER = 'by count';

/** Sizes by Zipf's law: the nth largest mailbox holds an nth of the largest. Who has which is by chance. */
function zipf(mailboxes: number, largest: number, random: Random): ReadonlyMap<string, number> {
  const users = Array.from({ length: mailboxes }, (_, index) => `user${index + 1}`);
  for (let last = users.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [users[last], users[other]] = [users[other] ?? '', users[last] ?? ''];
  }
  const sizes = new Map(users.map((user, rank) => [user, Math.max(1, Math.round(largest / (rank + 1)))]));
  return new Map([...sizes].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

type Split = { readonly bySize: Sessions; readonly byCount: Sessions };
const split = (sizes: ReadonlyMap<string, number>, count: number): Split => ({
  bySize: dealSessions([...sizes.keys()], count, (user) => sizes.get(user) ?? null),
  byCount: dealSessions([...sizes.keys()], count),
});

/** What the longest list holds, by what each would hold if all were even. */
function longest(sessions: Sessions, sizes: ReadonlyMap<string, number>): number {
  const loads = sessions.map(({ users }) => users.reduce((sum, user) => sum + (sizes.get(user) ?? 0), 0));
  return (Math.max(...loads) * loads.length) / loads.reduce((sum, load) => sum + load, 0);
}

/** Computed, on mailboxes of many seeds. */
export const compareSplits = (): readonly Comparison[] =>
  COUNTS.map((count) => {
    const drawn = Array.from({ length: SEEDS }, (_, seed) => zipf(MAILBOXES, LARGEST, new Random(seed)));
    const splits = drawn.map((sizes) => ({ sizes, ...split(sizes, count) }));
    return compared(
      {
        benchmark: `split-longest-${count}`,
        measures: `the longest of ${count} lists by the even share, ${MAILBOXES} mailboxes with sizes by Zipf's law, ${SEEDS} seeds`,
        unit: 'even shares',
        goal: null,
      },
      splits.map(({ sizes, bySize }) => longest(bySize, sizes)),
      { name: PEER, samples: splits.map(({ sizes, byCount }) => longest(byCount, sizes)) },
    );
  });

const [LAB_MAILBOXES, LAB_LARGEST, LAB_BYTES, LAB_WAIT_MS] = [60, 300, 2000, 5] as const;

/**
 * Moved on the lab. What a store waits for its disks is a wait before every message here; without it the lab would measure
 * the processors alone, of which there are fewer than sessions.
 */
export async function compareSplitsOnLab(lab: MailLab, rounds: number): Promise<readonly Comparison[]> {
  const messages = zipf(LAB_MAILBOXES, LAB_LARGEST, new Random(1));
  lab.fill(messages, LAB_BYTES);
  lab.slowEach(LAB_WAIT_MS);
  const comparisons: Comparison[] = [];
  for (const count of COUNTS) {
    const { bySize, byCount } = split(lab.sizes(), count);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      // oxlint-disable no-await-in-loop -- in turns, so that what else the machine does hits both alike
      ours.push(await lab.byJobs(bySize));
      theirs.push(await lab.byJobs(byCount));
      // oxlint-enable no-await-in-loop
    }
    comparisons.push(
      compared(
        {
          benchmark: `split-wall-${count}`,
          measures: `${LAB_MAILBOXES} mailboxes with sizes by Zipf's law moved on the lab in ${count} sessions, imbackup waiting ${LAB_WAIT_MS} ms before every message`,
          unit: 'ms',
          goal: null,
        },
        ours,
        { name: PEER, samples: theirs },
      ),
    );
  }
  return comparisons;
}
