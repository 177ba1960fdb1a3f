import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';

import { formsOf, journalBytes, LeftLab, rehearse, type Rehearsed } from './rehearsed.ts';

const CASES = [
  { storeVia: 'tape', loginSeparator: '+' },
  { storeVia: 'pipe', loginSeparator: '@' },
] as const;
const NUMBERS = '1 2 3 4 5 6 7 8 9a 9b 10a 10b 11 12 13 14'.split(' ');

const id = expect.stringMatching(/^[a-z-]+$/u);
const succeeded = (number: string) => ({
  id,
  number,
  outcome: 'succeeded',
  attempts: 1,
  ms: expect.any(Number),
});
const notApplicable = (number: string) => ({ id, number, outcome: 'not-applicable', attempts: 0, ms: 0 });

describe.each(CASES)('SIMS offline by $storeVia with the separator $loginSeparator', (choice) => {
  const { storeVia, loginSeparator } = choice;
  let rehearsed: Rehearsed;
  let lab: LeftLab;
  beforeAll(async () => {
    rehearsed = await rehearse([
      '--set',
      `storeVia=${storeVia}`,
      '--set',
      `loginSeparator=${loginSeparator}`,
    ]);
    lab = new LeftLab(rehearsed.said?.lab ?? '');
    console.info(`by ${storeVia}, ${loginSeparator}: ${rehearsed.seconds.toFixed(1)} s`);
  }, 180_000);
  afterAll(() => rehearsed[Symbol.asyncDispose]());

  test('ends completed, and says how every step went', () => {
    expect([rehearsed.exit, rehearsed.told]).toEqual([0, expect.stringMatching(/\nCompleted\.\n$/u)]);
    const skipped = [storeVia === 'tape' ? '10b' : '5 10a', loginSeparator === '+' ? '' : '8']
      .join(' ')
      .split(' ');
    expect(rehearsed.said).toEqual({
      run: 'sims-0001',
      status: 'completed',
      lab: expect.stringMatching(/\/lab\/rehearsal-0001$/u),
      faults: [],
      steps: NUMBERS.map((number) => (skipped.includes(number) ? notApplicable(number) : succeeded(number))),
    });
  });

  test('leaves every message, entry and setting where it belongs', () => {
    expect(compareLab(lab.dir, { loginSeparator })).toEqual([]);
  });

  test('runs each program exactly as often as the plan says', () => {
    const imsdirmig = '-h mail.siroe.com -b o=internet -M sims -D cn=Directory Manager -w *** -m';
    const sets = [
      '-o local.ugldapbasedn -v o=internet',
      '-o local.ugldapbinddn -v cn=Directory Manager',
      `-o local.ugldapbindcred -v ${lab.password}`,
      '-o local.ugldapdeforgdn -v dc=siroe,dc=com,o=internet',
      '-o local.ugldaphost -v mail.siroe.com',
      '-o local.ugldapport -v 389',
      ...(loginSeparator === '+' ? ['-o service.loginseparator -v +'] : []),
      '-o local.store.synclevel -v 0',
      '-o local.store.synclevel -v -1',
    ];
    const sessions = ['01', '02', '03'];
    const runs = (name: string) => lab.runs(name).toSorted();
    expect({
      db2ldif: runs('db2ldif'),
      imta: lab.runs('imta').filter((run) => run !== 'qm counters'),
      'im.server': runs('im.server'),
      imbackup: runs('imbackup'),
      setup: runs('setup'),
      'stop-msg': lab.runs('stop-msg'),
      configutil: lab.runs('configutil').filter((run) => run.includes(' -v ')),
      imsdirmig: lab.runs('imsdirmig'),
      imsrestore: runs('imsrestore'),
      'start-msg': lab.runs('start-msg'),
      imsimta: runs('imsimta'),
      imsdaaci: runs('imsdaaci'),
    }).toEqual({
      db2ldif: [''],
      imta: ['stop dispatcher'],
      'im.server': ['stop'],
      imbackup:
        storeVia === 'tape'
          ? ['-f /dev/rmt/0']
          : sessions.map((session) => `-f- -u /var/tmp/userfile.${session}`),
      setup: ['-d /opt/iplanet/server5'],
      'stop-msg': ['', 'store'],
      configutil: sets,
      imsdirmig: [`${imsdirmig} domains`, `${imsdirmig} both`],
      imsrestore: storeVia === 'tape' ? ['-f /dev/rmt/0 -cy -n -v1'] : sessions.map(() => '-f- -cy -n -v1'),
      // The installer starts what it installed.
      'start-msg': ['', 'store', ''],
      imsimta: ['dirsync -F'],
      imsdaaci: [''],
    });
  });

  test('leaves a journal whose chain holds', async () => {
    const { exit, err } = await rehearsed.line.run('audit', 'sims-0001', '--lang', 'en');
    expect([exit, err]).toEqual([0, '']);
  });

  test('keeps the password of the directory out of journal, evidence, output and spool', () => {
    const places = {
      journal: journalBytes(rehearsed.line.data),
      output: Buffer.from(rehearsed.out + rehearsed.err),
      spool: lab.temporary,
    };
    const found = Object.entries(places).flatMap(([place, bytes]) =>
      formsOf(lab.password).flatMap((form) => (bytes.includes(form) ? [`${form} in ${place}`] : [])),
    );
    expect(found).toEqual([]);
    // The scan itself can find: a value that is no secret stands in the journal.
    expect(places.journal.includes('cn=Directory Manager')).toBe(true);
    expect(lab.spool).toEqual([expect.stringMatching(/^id\./u)]);
  });
});
