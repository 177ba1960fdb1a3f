import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { CommandLine } from '#test/live/command-line.ts';

import { EditedRunbook, RunbookFolder } from './mutants/edited-runbook.ts';
import { SIMS_OFFLINE } from './rehearsed.ts';

let line: CommandLine;
beforeEach(() => {
  line = new CommandLine();
});
afterEach(() => line.remove());

const rehearse = (...words: readonly string[]) => line.run('rehearse', '--yes', '--lang', 'en', ...words);
/** Labs that were left. */
const labs = (): readonly string[] => {
  const folder = join(line.data, 'lab');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('a rehearsal that cannot begin', () => {
  test('of a runbook that nobody knows names those that there are', async () => {
    const { exit, out, err } = await rehearse('groupmax/from-v9');
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(`There is no runbook groupmax/from-v9. Known: `);
    expect(err).toContain(SIMS_OFFLINE);
    expect(labs()).toEqual([]);
  });

  test('of a runbook with a problem says the problem, with its line', async () => {
    const { path, text } = new EditedRunbook();
    using folder = new RunbookFolder({ path, text: text.replace('risk: safe', 'risk: high') });
    const { exit, err } = await line.runWith(
      { WATARI_RUNBOOKS: folder.path },
      'rehearse',
      '--yes',
      '--lang',
      'en',
      SIMS_OFFLINE,
    );
    expect([exit, err]).toEqual([
      1,
      expect.stringMatching(/sims-offline\.yaml:\d+ .*risk: found "high", allowed: safe, /u),
    ]);
    expect(labs()).toEqual([]);
  });

  test.each([
    ['earthquake@3', /found "earthquake@3", allowed: cut-before-exec, /u],
    ['kill-ssh@99', /found "kill-ssh@99", allowed: 1\.1, 3\.1, /u],
    ['kill-ssh@2', /found "kill-ssh@2", allowed: 1\.1, /u],
    ['fail-once@9a', /allowed: fail-once:<stand-in>@<step>/u],
  ])(
    'with --faults %s is wrong usage: what is allowed is said, and no run and no lab are left',
    async (faults, expected) => {
      const { exit, out, err } = await rehearse(SIMS_OFFLINE, '--faults', faults);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toMatch(expected);
      expect(labs()).toEqual([]);
      expect((await line.run('history', '--json')).out).toBe('[]\n');
    },
    120_000,
  );

  test.each([
    [['--retries', 'often'], /--retries: found "often", allowed: a whole number/u],
    [['--seed', '-1'], /--seed/u],
  ])('with %j is wrong usage', async (words, expected) => {
    const { exit, err } = await rehearse(SIMS_OFFLINE, ...words);
    expect([exit, err]).toEqual([2, expect.stringMatching(expected)]);
  });

  test('with a value that a parameter does not take says what it takes', async () => {
    const { exit, err } = await rehearse(SIMS_OFFLINE, '--set', 'storeVia=floppy');
    expect([exit, err]).toEqual([1, expect.stringMatching(/storeVia: found .?floppy.*allowed: tape, pipe/u)]);
  }, 60_000);

  test('without --yes is wrong usage', async () => {
    const { exit, err } = await line.run('rehearse', SIMS_OFFLINE, '--lang', 'en');
    expect([exit, err]).toEqual([2, expect.stringContaining('--yes')]);
  });

  test('of a run that there is not says so', async () => {
    const { exit, err } = await rehearse('--run', 'sims-0099');
    expect([exit, err]).toEqual([1, expect.stringMatching(/^There is no run sims-0099\./u)]);
  });
});

test.runIf(process.getuid?.() === 0)(
  'where namespaces are refused the rehearsal says why, with exit 3, and leaves nothing',
  async () => {
    const setpriv = ['setpriv', '--bounding-set=-all,+chown,+fowner,+dac_override', '--inh-caps=-all', '--'];
    const { exit, err } = await line.runUnder(setpriv, 'rehearse', SIMS_OFFLINE, '--yes', '--lang', 'en');
    expect([exit, err]).toEqual([
      3,
      expect.stringMatching(
        /Starting the simulated host mail\.siroe\.com: this machine does not give the lab namespaces/u,
      ),
    ]);
    expect(labs()).toEqual([]);
  },
);
