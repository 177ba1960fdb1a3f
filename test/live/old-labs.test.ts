import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { removeOldLabs } from '#bot/rehearsal/old-labs.ts';

test('a lab in which a process is left stays, until that has ended', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watari-labs-')));
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  for (const [at, name] of names.entries()) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'lab.json'), '{}');
    utimesSync(join(folder, name, 'lab.json'), at + 1, at + 1);
  }
  const runs = names.map((lab) => ({ lab, open: false }));
  const waits = 'process.stdin.resume(); console.log("here")';
  const child = spawn(process.execPath, ['-e', waits], { cwd: join(folder, 'a') });
  await once(child.stdout, 'data');
  expect(await removeOldLabs(folder, runs)).toEqual(['b']);
  child.stdin.end();
  await once(child, 'exit');
  expect(await removeOldLabs(folder, runs)).toEqual(['a']);
  expect(readdirSync(folder)).toEqual(['c', 'd', 'e', 'f', 'g']);
  rmSync(folder, { recursive: true });
});
