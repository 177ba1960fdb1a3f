import { defineConfig } from 'vitest/config';

import { LongestFirst } from './test/setup/longest-first.ts';
import { SCRATCH } from './test/setup/scratch.ts';

const unitFolders = ['core', 'bot', 'docs-site', 'house'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts', 'bot/**/*.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*.test.ts', ...unitFolders.map((folder) => `test/${folder}/**/*.test.ts`)],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        // Real servers, real processes, real time: never in parallel with the fast tests, two cores are all there is.
        extends: true,
        test: {
          name: 'live',
          globalSetup: 'test/setup/scratch.ts',
          env: SCRATCH,
          include: ['test/{contracts,live,crash,lab,browser}/**/*.test.ts'],
          pool: 'forks',
          // One more than the two cores: some of these tests wait for a lease or a time-out.
          maxWorkers: 3,
          // Real servers on a machine that others load: what fails there is tried once more, and the report says so.
          retry: process.env['CI'] === undefined ? 0 : 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
