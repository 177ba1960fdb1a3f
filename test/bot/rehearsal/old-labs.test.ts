import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { freeNumber, labRunsOf, removeOldLabs } from '#bot/rehearsal/old-labs.ts';
import { stageOf } from '#bot/rehearsal/stage.ts';
import { openSqliteStore } from '#core/journal/index.ts';

import { Scene, aiko, lab } from '../../core/runner/engines.ts';
import { planOf } from '../../core/runner/plans.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'watari-labs-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (number: number): string => `rehearsal-${String(number).padStart(4, '0')}`;
/** A lab that is newer than those of lower numbers. */
function makeLab(number: number): string {
  const dir = join(folder, nameOf(number));
  mkdirSync(join(dir, 'hosts/mail'), { recursive: true });
  writeFileSync(join(dir, 'hosts/mail/mailbox'), 'mail');
  writeFileSync(join(dir, 'lab.json'), '{}');
  utimesSync(join(dir, 'lab.json'), number, number);
  return dir;
}
const over = (number: number) => ({ lab: nameOf(number), open: false });
const SEVEN = [1, 2, 3, 4, 5, 6, 7];
const allOver = SEVEN.map(over);
const left = (): readonly string[] => readdirSync(folder).toSorted();

describe('labs of rehearsals that are over', () => {
  test('are removed, all but the newest five', async () => {
    SEVEN.map(makeLab);
    expect((await removeOldLabs(folder, allOver)).toSorted()).toEqual([nameOf(1), nameOf(2)]);
    expect(left()).toEqual([3, 4, 5, 6, 7].map(nameOf));
  });

  test('stay while another run on them is open', async () => {
    SEVEN.map(makeLab);
    await removeOldLabs(folder, [...allOver, { lab: nameOf(1), open: true }]);
    expect(left()).toContain(nameOf(1));
    expect(left()).not.toContain(nameOf(2));
  });

  test('stay while a process has them running', async () => {
    const [first = ''] = SEVEN.map(makeLab);
    mkdirSync(join(first, 'run'));
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(join(first, 'run/lab.sock'), resolve));
    expect(await removeOldLabs(folder, allOver)).toEqual([nameOf(2)]);
    await new Promise((resolve) => server.close(resolve));
  });

  test('take nothing with them that a link in them leads to', async () => {
    const [first = ''] = SEVEN.map(makeLab);
    const own = mkdtempSync(join(tmpdir(), 'watari-own-'));
    writeFileSync(join(own, 'kept'), 'kept');
    symlinkSync(own, join(first, 'link'));
    await removeOldLabs(folder, allOver);
    expect(existsSync(first)).toBe(false);
    expect(readdirSync(own)).toEqual(['kept']);
    rmSync(own, { recursive: true });
  });
});

describe('what is never removed', () => {
  test('is a lab on which nothing was rehearsed', async () => {
    SEVEN.map(makeLab);
    expect(await removeOldLabs(folder, [])).toEqual([]);
    expect(left()).toHaveLength(7);
  });

  test('is a folder that is no lab, whatever its name', async () => {
    SEVEN.map(makeLab);
    rmSync(join(folder, nameOf(1), 'lab.json'));
    expect(await removeOldLabs(folder, allOver)).toEqual([nameOf(2)]);
    expect(left()).toContain(nameOf(1));
  });

  test('is what a link leads to', async () => {
    SEVEN.slice(1).map(makeLab);
    const own = mkdtempSync(join(tmpdir(), 'watari-own-'));
    writeFileSync(join(own, 'lab.json'), '{}');
    utimesSync(join(own, 'lab.json'), 1, 1);
    symlinkSync(own, join(folder, nameOf(1)));
    expect(await removeOldLabs(folder, allOver)).toEqual([nameOf(2)]);
    expect(existsSync(join(own, 'lab.json'))).toBe(true);
    rmSync(own, { recursive: true });
  });

  test('is anything where there are no labs', async () =>
    expect(await removeOldLabs(join(folder, 'nowhere'), allOver)).toEqual([]));
});

describe('the number of a new lab', () => {
  test('is none that a folder has', () => {
    makeLab(3);
    expect(freeNumber(folder, 'rehearsal', [])).toBe(4);
  });

  test('is none that a run of the journal had, though its lab is gone', () =>
    expect(freeNumber(folder, 'rehearsal', [over(12), { lab: 'workspace-40', open: false }])).toBe(13));
});

test('a run is known by the journal when its lab is gone', async () => {
  const name = nameOf(1);
  await using scene = new Scene(planOf([{}, {}], { lab: name }));
  const store = openSqliteStore(join(folder, 'journal.sqlite'));
  const engine = scene.engine('terminal', { store, target: lab(name) });
  await scene.start(engine);
  const first = scene.run;
  expect(await labRunsOf({ data: folder })).toEqual([{ lab: name, open: true }]);
  await engine.abort(first, 'enough', aiko);
  expect(await labRunsOf({ data: folder })).toEqual([{ lab: name, open: false }]);
  const places = { data: folder, site: join(folder, 'site'), runbooks: 'runbooks' };
  expect(await stageOf(places, first)).toEqual({ kind: 'lab-removed', run: first });
  await store.close();
});
