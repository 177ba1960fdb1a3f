// Mailboxes moved by imbackup | imsrestore on the lab, in sessions at once, dealt out by the sizes that the store tells.
import { dealSessions } from '#core/plan/sessions.ts';

import { type Comparison, compared } from './comparison.ts';
import { openMailLab } from './mail-lab.ts';
import { compareSplits, compareSplitsOnLab } from './splitting.ts';

const COUNTS = [1, 4, 12] as const;

export async function measureSessions(rounds: number): Promise<readonly Comparison[]> {
  await using lab = await openMailLab();
  const sizes = lab.sizes();
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const taken = COUNTS.map((count) => ({
    count,
    sessions: dealSessions([...sizes.keys()], count, (user) => sizes.get(user) ?? null),
    ours: [] as number[],
    theirs: [] as number[],
  }));
  // The first round opens the connection and warms up.
  await lab.byJobs(taken[0]?.sessions ?? []);
  for (let round = 0; round < rounds; round += 1) {
    // In turns, so that what else the machine does hits every side alike.
    for (const { sessions, ours, theirs } of taken) {
      if (round % 2 === 1) theirs.push(await lab.byShell(sessions));
      ours.push(await lab.byJobs(sessions));
      if (round % 2 === 0) theirs.push(await lab.byShell(sessions));
    }
  }
  const rates = (samples: readonly number[]) => samples.map((ms) => (bytes * 1000) / ms);
  const moved = `${sizes.size} mailboxes, ${bytes} bytes`;
  return [
    ...taken.flatMap(({ count, ours, theirs }) => [
      compared(
        {
          benchmark: `sessions-${count}`,
          measures: `${moved}, moved by imbackup | imsrestore on the lab, sessions at once: ${count}; wall time`,
          unit: 'ms',
          goal: null,
        },
        ours,
        { name: 'one shell', samples: theirs },
      ),
      compared(
        {
          benchmark: `sessions-${count}-rate`,
          measures: `the same: bytes a second`,
          unit: 'bytes/s',
          goal: null,
        },
        rates(ours),
        { name: 'one shell', samples: rates(theirs) },
      ),
    ]),
    ...compareSplits(),
    ...(await compareSplitsOnLab(lab, Math.min(rounds, 3))),
  ];
}
