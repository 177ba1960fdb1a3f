import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Ended, ended, exec, open } from '#core/lab/wire/ssh-client.ts';

import { type BareHost, bareHost, eventually } from './bare-host.ts';

let bare: BareHost;
beforeAll(async () => {
  bare = await bareHost();
  await bare.host.boot();
});
afterAll(() => bare[Symbol.asyncDispose]());

const alive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

describe('what happens on a simulated host stays there', () => {
  test('its /opt is its own', async () => {
    await bare.run('mkdir -p /opt/watari-was-here; rm -rf /opt/SUNWmail');
    expect(existsSync('/opt/watari-was-here')).toBe(false);
    expect(existsSync(join(bare.host.root, 'opt/watari-was-here'))).toBe(true);
  });

  test('its programs cannot be changed', async () => {
    const { stderr, end } = await bare.run('touch /usr/bin/watari-was-here');
    expect([end, stderr]).toEqual([1, expect.stringContaining('Read-only file system')]);
  });

  test('root there may not reboot, mount, make devices or write to the kernel', async () => {
    const reboot = `perl -e 'print syscall(169, 0xfee1dead, 672274793, 0x1234567, 0) < 0 ? "$!" : "rebooted"'`;
    const tries = [
      reboot,
      'mount -t tmpfs none /opt',
      'mknod /tmp/disk b 254 0',
      'echo x >/proc/sys/kernel/hostname',
    ];
    const results = await Promise.all(tries.map((command) => bare.run(command)));
    expect(
      results.map(({ stdout, stderr }) => /not permitted|denied|Read-only/u.test(stdout + stderr)),
    ).toEqual([true, true, true, true]);
  });

  test('the kernel’s trigger for emergencies is not there', async () => {
    expect((await bare.run('cat /proc/sysrq-trigger /proc/kcore | wc -c')).stdout.trim()).toBe('0');
  });

  test('a kill of everything kills nothing outside, and the host comes back by itself', async () => {
    await using other = await bareHost();
    await other.host.boot();
    const outside = spawn('sleep', ['600']);
    const before = other.host.pid;
    await other.run('kill -9 -1').catch(() => null);
    await eventually('a login after kill -9 -1', () =>
      other.run('true').then(
        ({ end }) => end === 0,
        () => false,
      ),
    );
    expect([alive(outside), other.host.pid]).toEqual([true, before]);
    outside.kill('SIGKILL');
  });

  test('descriptors of whoever started it do not reach it', async () => {
    const { stdout } = await bare.run('ls /proc/self/fd');
    expect(stdout.trim().split('\n')).toEqual(['0', '1', '2', '3']);
  });

  test('orphans do not stay behind as zombies', async () => {
    await bare.run('(sh -c "sleep 0.05 & exec sleep 0.01" &) ; true');
    const states = async (): Promise<string> => (await bare.run('ps -eo s=')).stdout;
    await expect(
      eventually('no zombie', async () => !(await states()).includes('Z')),
    ).resolves.toBeUndefined();
  });
});

describe.each(['simulated', 'openssh'] as const)('an exec with the %s sshd', (sshd) => {
  let own: BareHost;
  beforeAll(async () => {
    own = await bareHost(sshd);
    await own.host.boot();
  });
  afterAll(() => own[Symbol.asyncDispose]());

  test('has a session and process group of its own', async () => {
    const { stdout } = await own.run('echo $$; ps -o pgid=,sid= -p $$');
    expect(new Set(stdout.trim().split(/\s+/u)).size).toBe(1);
  });

  test('runs as the login user, at home', async () => {
    const { stdout } = await own.run('id -un; id -Gn; pwd; echo $HOME $USER', 'mailsrv');
    expect(stdout).toBe('mailsrv\nmailsrv\n/home/mailsrv\n/home/mailsrv mailsrv\n');
  });

  test('has pipes for its standard streams', async () => {
    const { stdout } = await own.run('for n in 0 1 2; do readlink /proc/self/fd/$n; done; cat /dev/stdin');
    expect(stdout.replaceAll(/\d+/gu, 'N')).toBe('pipe:[N]\npipe:[N]\npipe:[N]\n');
  });

  test('says how it ended', async () => {
    const results = await Promise.all(
      ['exit 3', 'kill -TERM $$', 'no-such-program'].map((one) => own.run(one)),
    );
    expect(results.map(({ end }) => end)).toEqual([3, 'SIGTERM', 127]);
  });

  test('passes a megabyte through unchanged, standard error apart', async () => {
    using client = await own.login();
    const text = '山田 \u0000\r\n'.repeat(80_000);
    expect(await exec(client, 'cat; echo done >&2', text)).toEqual({
      stdout: text,
      stderr: 'done\n',
      end: 0,
    });
  });

  test('is the eleventh of a connection: refused, and nothing is started', async () => {
    using client = await own.login();
    const ten = await Promise.all(Array.from({ length: 10 }, () => open(client, 'cat')));
    await expect(open(client, 'touch /var/tmp/eleventh')).rejects.toMatchObject({ reason: 2 });
    await Promise.all(ten.map((channel) => ended(channel)));
    await eventually('room again', () =>
      exec(client, 'true').then(
        ({ end }) => end === 0,
        () => false,
      ),
    );
    expect(existsSync(join(own.host.root, 'var/tmp/eleventh'))).toBe(false);
  });

  test('goes on when its connection is gone', async () => {
    const client = await own.login();
    await open(client, 'echo $$ >/var/tmp/going; exec sleep 600');
    await eventually('it runs', () => existsSync(join(own.host.root, 'var/tmp/going')));
    client.destroy();
    const { end } = await own.run('kill -0 `cat /var/tmp/going`');
    expect(end).toBe(0);
  });

  test('of an unknown key or user is refused', async () => {
    await expect(own.login('nobody-here')).rejects.toThrow(/authentication/u);
  });

  test('of a dead SSH server goes on, and the next server is the same host', async () => {
    using client = await own.login();
    await open(client, 'echo $$ >/var/tmp/job; exec sleep 600');
    await eventually('the job runs', () => existsSync(join(own.host.root, 'var/tmp/job')));
    await own.host.cutNetwork();
    await expect(own.login()).rejects.toThrow(/ECONNREFUSED|ENOENT/u);
    await own.host.restoreNetwork();
    expect((await own.run('kill -0 `cat /var/tmp/job` && echo alive')).stdout).toBe('alive\n');
  });
});

describe('a port of the host', () => {
  const forward = async (port: number): Promise<boolean> => {
    using client = await bare.login();
    return await new Promise((resolve) => {
      client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, (error) => resolve(!error));
    });
  };

  test('is reached over the connection when something listens there', async () => {
    expect(await forward(389)).toBe(true);
  });

  test('is refused when nothing does', async () => {
    expect(await forward(1)).toBe(false);
  });
});

describe('faults of a connection', () => {
  const cutAt = async (cut: string, command: string): Promise<Ended['end']> => {
    writeFileSync(join(bare.host.state, 'faults/ssh', `${cut}.1`), command);
    using client = await bare.login();
    return await exec(client, command, 'abcdefgh').then(
      ({ end }) => end,
      () => 'none',
    );
  };

  test('cut before-exec: nothing was started', async () => {
    expect(await cutAt('before-exec', 'touch /var/tmp/a')).toBe('none');
    expect(existsSync(join(bare.host.root, 'var/tmp/a'))).toBe(false);
  });

  test.each(['after-exec', 'before-exit'])(
    'cut %s: it runs to its end, and nobody is told how',
    async (cut) => {
      expect(await cutAt(cut, `cat >/dev/null; echo ran >/var/tmp/${cut}`)).toBe('none');
      const effect = (): boolean => existsSync(join(bare.host.root, 'var/tmp', cut));
      await expect(eventually('its effect', effect)).resolves.toBeUndefined();
    },
  );

  test('cut in-upload: half of the input arrives', async () => {
    expect(await cutAt('in-upload', 'cat >/var/tmp/part; mv /var/tmp/part /var/tmp/half')).toBe('none');
    const file = join(bare.host.root, 'var/tmp/half');
    await eventually('half', () => existsSync(file));
    expect(readFileSync(file, 'utf8')).toBe('abcd');
  });

  test('strikes once', async () => {
    writeFileSync(join(bare.host.state, 'faults/ssh/before-exec.twice'), 'twice');
    await bare.run('echo twice').catch(() => null);
    expect((await bare.run('echo twice')).stdout).toBe('twice\n');
  });
});

test('an SSH server that dies of itself is started again, as one that serves each connection in a process of its own', async () => {
  await bare.run("pkill -f '[s]sh-server.ts'").catch(() => undefined);
  const answer = async (): Promise<string> => (await bare.run('echo here').catch(() => null))?.stdout ?? '';
  await eventually('an answer', async () => (await answer()) !== '');
  expect(await answer()).toBe('here\n');
});

describe('a power cut', () => {
  test('ends every job, changes the boot id and keeps the files', async () => {
    const id = async (): Promise<string> => (await bare.run('cat /proc/sys/kernel/random/boot_id')).stdout;
    const before = await id();
    await bare.run('echo kept >/var/tmp/kept; mkdir -p /opt/kept; (sleep 600 >/dev/null 2>&1 &)');
    await bare.host.powerCut();
    expect(bare.host.pid).toBeNull();
    await bare.host.boot();
    expect(await id()).not.toBe(before);
    const { stdout } = await bare.run(
      'cat /var/tmp/kept; ls -d /opt/kept; ps -eo args= | grep "[s]leep 600"',
    );
    expect(stdout).toBe('kept\n/opt/kept\n');
  });

  test('starts at boot what is meant to', async () => {
    await bare.run('mkdir -p /etc/rc3.d; echo "echo \\$1 >/var/tmp/rc" >/etc/rc3.d/S10x; rm -f /var/tmp/rc');
    await bare.host.powerCut();
    await bare.host.boot();
    expect((await bare.run('cat /var/tmp/rc')).stdout).toBe('start\n');
  });
});

describe('a restart from within', () => {
  const RESTART = '/lab/stand-ins/site/restart-machine';

  test('ends every process, keeps the files and is proven by a new boot', async () => {
    const before = bare.host.pid;
    await bare.run('echo kept >/var/tmp/kept; (sleep 600 >/dev/null 2>&1 &)');
    const asked = await bare.run(`${RESTART}; ${RESTART} --done`);
    expect([asked.stdout, asked.end]).toEqual(['The machine restarts in 2 seconds.\n', 1]);
    const done = async (): Promise<boolean> =>
      (await bare.run(`${RESTART} --done`).catch(() => null))?.end === 0;
    await eventually('the restart', done);
    expect(bare.host.pid).not.toBe(before);
    expect((await bare.run('cat /var/tmp/kept; pgrep -fx "sleep 600"')).stdout).toBe('kept\n');
  });

  test('is refused to everybody but root', async () => {
    const { end } = await bare.run(`mkdir -p /lab/state/runs; ${RESTART}`, 'mailsrv');
    expect(end).not.toBe(0);
  });
});

test('a full disk has no block left where jobs live, until room is made', async () => {
  await bare.run('echo before >/var/tmp/before');
  await bare.host.fillDisk();
  const { stderr, end } = await bare.run('cat /etc/passwd >/var/tmp/full');
  expect([end, stderr]).toEqual([1, expect.stringContaining('No space left')]);
  await bare.host.freeDisk();
  expect((await bare.run('echo x >/var/tmp/full && cat /var/tmp/before')).stdout).toBe('before\n');
});
