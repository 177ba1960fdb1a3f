import { describe, expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { type JobState, lookUp } from '#core/executors/job/look.ts';
import type { Met } from '#core/executors/job/spool.ts';

const SELF = '  900   1  900 S 00:00 /bin/sh -c : /var/tmp/w/; r=$1; if test -f';
const JOB = '/var/tmp/w/c.do.1';

/** A host that answers a look with these lines. */
function met(lines: readonly string[]): Met {
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async () => ({
      stdout: Buffer.from(lines.map((line) => `${line}\n`).join('')),
      stderr: new Uint8Array(),
      end: { kind: 'exit', status: 0 },
    }),
    reach: async () => 'unknown',
    close: () => undefined,
  };
  return { connection, root: '/var/tmp/w', shell: '/bin/sh', spools: ['s1'], boot: 'boot-1' };
}
const stateOf = async (
  processes: readonly string[],
  facts: readonly string[],
): Promise<JobState | undefined> => {
  const lines = [
    'welcome to mail',
    'watari spool',
    ...processes,
    'watari job c.do.1',
    ...facts,
    'watari end',
  ];
  return (await lookUp(met(lines), ['c.do.1']))?.get('c.do.1')?.state;
};
const PID = 'watari pid 501 500 boot-1';
const WRAPPER = `  501 500  500 S    02:05 /bin/sh ${JOB}/w ${JOB} 0022 500 boot-1 none`;
const LAUNCHER = `  500 499  500 S    02:05 /bin/sh -c : ${JOB}/; j=$1/$2;`;

describe('a job that is looked up', () => {
  const cases: readonly (readonly [rule: string, processes: string[], facts: string[], JobState])[] = [
    ['has not started where nobody won go', [SELF], [], { kind: 'not-started' }],
    ['is abandoned under a tombstone', [SELF], ['watari go', `watari ${JOB}/gone`], { kind: 'abandoned' }],
    ['never began if nobody is there and no pid was noted', [SELF], ['watari go'], { kind: 'never-began' }],
    [
      'is beginning while somebody is there who names it',
      [SELF, LAUNCHER],
      ['watari go'],
      { kind: 'alive', wrapper: null, group: null, seconds: null, members: [] },
    ],
    [
      'is done, whatever lives in its group',
      [SELF, LAUNCHER, '  600   1  500 S    02:05 /opt/daemon'],
      ['watari go', PID, `watari ${JOB}/exit=3`],
      { kind: 'done', exits: [3], why: null },
    ],
    [
      'is done with every part of its pipeline, and why it was ended',
      [SELF],
      ['watari go', PID, `watari ${JOB}/exit=143`, 'watari parts 0 143', 'watari why timed-out'],
      { kind: 'done', exits: [0, 143], why: 'timed-out' },
    ],
    [
      'lives on while something that it had started does not hear that it was told to end',
      [SELF, LAUNCHER, '  600   1  500 S    02:05 imsrestore -f-', '  601   1  500 Z    02:05 <defunct>'],
      ['watari go', PID, `watari ${JOB}/exit=143`, 'watari why cancelled'],
      { kind: 'alive', wrapper: null, group: 500, seconds: null, members: [600], ending: true },
    ],
    [
      'is done once its own two shells are all that is left of what was told to end',
      [SELF, LAUNCHER, WRAPPER],
      ['watari go', PID, `watari ${JOB}/exit=143`, 'watari why cancelled'],
      { kind: 'done', exits: [143], why: 'cancelled' },
    ],
    [
      'is done if the host was started anew after it was told to end',
      [SELF, '  600   1  500 S    02:05 /opt/daemon'],
      ['watari go', 'watari pid 501 500 boot-0', `watari ${JOB}/exit=143`, 'watari why cancelled'],
      { kind: 'done', exits: [143], why: 'cancelled' },
    ],
    [
      'is alive with its wrapper',
      [SELF, LAUNCHER, WRAPPER, '  502 501  500 R 1-00:00:01 imsbackup -f-'],
      ['watari go', PID],
      { kind: 'alive', wrapper: 501, group: 500, seconds: 125, members: [500, 501, 502] },
    ],
    [
      'is alive without its wrapper',
      [SELF, '  502 1  500 S 01:00:01 imsbackup -f-'],
      ['watari go', PID],
      { kind: 'alive', wrapper: null, group: 500, seconds: null, members: [502] },
    ],
    [
      'is lost when only zombies are left',
      [SELF, '  502 1  500 Z 01:00 [imsbackup] <defunct>'],
      ['watari go', PID],
      { kind: 'lost', reason: 'job-vanished' },
    ],
    [
      'is lost when its pids belong to somebody else by now',
      [SELF, '  500 1  500 S 00:09 /usr/sbin/cron', '  501 500  500 S 00:09 /bin/sh -c backup'],
      ['watari go', PID],
      { kind: 'lost', reason: 'job-vanished' },
    ],
    [
      'is lost when the host was started anew',
      [SELF, LAUNCHER, WRAPPER],
      ['watari go', 'watari pid 501 500 boot-0'],
      { kind: 'lost', reason: 'host-restarted' },
    ],
    [
      'is alive by kill -0 where ps does not do what it is asked',
      [],
      ['watari go', PID, 'watari zero'],
      { kind: 'alive', wrapper: 501, group: 500, seconds: null, members: [501] },
    ],
  ];
  test.each(cases)('%s', async (_rule, processes, facts, state) => {
    expect(await stateOf(processes, facts)).toEqual(state);
  });

  test('is not known in a spool that is another one', async () => {
    expect(await lookUp(met(['watari job c.do.1', 'watari end']), ['c.do.1'])).toBeNull();
  });
  test('is not known from half an answer', async () => {
    await expect(lookUp(met(['watari spool', 'watari job c.do.1']), ['c.do.1'])).rejects.toMatchObject({
      code: 'connection-failed',
    });
  });
});
