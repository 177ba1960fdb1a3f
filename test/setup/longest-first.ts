import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest, longest first. What is not named comes after them, as vitest orders it. */
const LONG = [
  'lab/rehearsal-sims',
  'browser/docs-site',
  'crash/crash-points',
  'lab/incremental-interrupted',
  'browser/rehearsal-workspace',
  'lab/faults',
  'lab/rehearsal.',
  'live/streams-sshd',
  'lab/attacks-values',
  'lab/rehearsal-interrupted',
  'lab/mutants-',
  'crash/takeover',
  'lab/directory-tools',
  'live/jobs-sshd',
];

/**
 * A long file that begins last is waited for by an idle processor. A fresh checkout knows no durations, and vitest then goes
 * by the size of files, which says nothing of ours.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own, of a sequencer
    const placed = (await super.sort(files)).map((file) => ({ file, place: placeOf(file.moduleId) }));
    return placed.toSorted((a, b) => a.place - b.place).map(({ file }) => file);
  }
}

function placeOf(path: string): number {
  const place = LONG.findIndex((name) => path.includes(`/test/${name}`));
  return place === -1 ? LONG.length : place;
}
