import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

// A small file system over /var/tmp with what was there and a ballast that takes the rest. Entered from outside:
// the host itself may not mount.
const FILL = `set -e
if ! grep -q ' /var/tmp tmpfs ' /proc/mounts; then
  size=\`du -sk /var/tmp | cut -f1\`
  mkdir -p /run/full
  mount -t tmpfs -o mode=1777,size=\`expr $size + 256\`k tmpfs /run/full
  cp -a /var/tmp/. /run/full/
  mount --move /run/full /var/tmp
fi
cat /dev/zero >/var/tmp/.ballast 2>/dev/null || :`;

async function inside(pid: number, script: string): Promise<void> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
  await run('nsenter', ['--target', String(pid), ...user, '--mount', '--', '/bin/sh', '-c', script], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
}

/** Fills /var/tmp of the host whose PID 1 this is; what is written there from now on is gone at the next boot. */
export async function fillDisk(pid: number): Promise<void> {
  await inside(pid, FILL);
}

/** Takes the ballast away. */
export async function freeDisk(pid: number): Promise<void> {
  await inside(pid, 'rm -f /var/tmp/.ballast');
}
