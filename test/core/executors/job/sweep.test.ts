import { expect, test } from 'vitest';

import { sweepSpool } from '#core/executors/job/sweep.ts';

import { contextWith, printed } from '../answering-host.ts';
import { exampleHost } from '../example-host.ts';

const SPOOL = exampleHost.spool;
const MET = [
  `watari id ${SPOOL}/id.s1`,
  'watari boot b1',
  `watari owner drwx------ 2 0 0 4096 Jan 1 00:00 ${SPOOL}`,
  'watari me uid=0(root) gid=0(root)',
];

test('what thousands of jobs left is removed by command lines that every system takes', async () => {
  const jobs = Array.from({ length: 3000 }, (_, number) => `c1.do.${number}`);
  const lines: string[] = [];
  const { connections } = contextWith((command) => {
    lines.push(command);
    if (command.includes('watari owner')) return printed(MET.map((line) => `${line}\n`).join(''));
    if (command.includes('watari dir'))
      return printed(jobs.map((job) => `watari dir ${SPOOL}/${job}\n`).join(''));
    if (!command.includes('ps -e')) return printed('');
    const asked = command.split(' ').filter((word) => jobs.includes(word));
    const found = asked.map((job) => `watari job ${job}\nwatari go\nwatari ${SPOOL}/${job}/gone\n`);
    return printed(`watari spool\n${found.join('')}watari end\n`);
  });
  const host = { name: 'mail', inventory: exampleHost };
  expect(await sweepSpool(connections, host, ['c0', 'c1'])).toEqual(jobs);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(8192);
});
