import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { type Lab, startLab } from '#core/lab/lab.ts';
import { CommandLine } from '#test/live/command-line.ts';

const RUNBOOK = 'iplanet/sims-incremental';
const user = z.object({ uid: z.string(), mailbox: z.string(), bytes: z.int().nullable() });
const said = z.object({
  waves: z.array(z.object({ name: z.string(), base: z.string(), domain: z.string(), users: z.array(user) })),
});

const line = new CommandLine();
let lab: Lab;
beforeAll(async () => {
  const dir = join(line.data, 'lab', 'night');
  mkdirSync(dir, { recursive: true });
  lab = await startLab({ dir, scenario: RUNBOOK, seed: 5, size: 'small' });
}, 60_000);
afterAll(async () => {
  await lab.close();
  line.remove();
});

const siteFile = (name: string): string => readFileSync(join(lab.dir, 'site', name), 'utf8');
const onLab = (...words: readonly string[]) => line.run(...words, '--lab', 'night', '--lang', 'en');
const made = async (...words: readonly string[]) => {
  const { out, err } = await onLab('waves', RUNBOOK, '--json', ...words);
  return { ...said.parse(JSON.parse(out)), err };
};

describe('waves made from the directory', () => {
  test('are a few users with little mail first, then every domain in waves of a size', async () => {
    const { waves } = await made('--canary', '2', '--size', '8');
    expect(waves[0]).toMatchObject({
      name: 'canary',
      domain: 'siroe.com',
      base: 'dc=siroe,dc=com,o=internet',
    });
    expect(waves[0]?.users).toHaveLength(2);
    expect(new Set(waves.map(({ domain }) => domain)).size).toBe(3);
    expect(waves.every(({ users }) => users.length > 0 && users.length <= 8)).toBe(true);
  });

  test('hold everybody once', async () => {
    const { waves } = await made();
    const given = z.object({ waves: z.string() }).parse(JSON.parse(siteFile('values.json')));
    // One of the lab's own waves is a filter, which names nobody.
    const listed = z.array(z.object({ users: z.array(user).default([]) })).parse(JSON.parse(given.waves));
    const names = (of: readonly { readonly users: readonly { readonly mailbox: string }[] }[]) =>
      of.flatMap(({ users }) => users.map(({ mailbox }) => mailbox));
    const all = names(waves);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(names(listed)));
  });

  test('know what the store holds', async () => {
    const { waves } = await made();
    const sizes = waves.flatMap(({ users }) => users.map(({ bytes }) => bytes));
    expect(sizes.every((bytes) => bytes !== null)).toBe(true);
    expect(sizes.some((bytes) => bytes !== null && bytes > 0)).toBe(true);
  });

  test('of one domain leave the others out', async () => {
    const { waves } = await made('--domain', 'varrius.example', '--canary', '0');
    expect(new Set(waves.map(({ domain }) => domain))).toEqual(new Set(['varrius.example']));
  });

  test('are refused where the size is no number', async () => {
    const { exit, err } = await onLab('waves', RUNBOOK, '--size', 'many');
    expect([exit, err]).toEqual([2, '--size: found "many", allowed: a whole number from 1\n']);
  });
});

describe('a run in waves', () => {
  test('starts with a file of them, and lets users change to a later one if somebody else agrees', async () => {
    const file = join(line.data, 'waves.yaml');
    const { out } = await onLab('waves', RUNBOOK, '--canary', '2', '--size', '8', '--out', file);
    expect(out).toContain(`--set waves=@${file}`);
    const started = await onLab('start', RUNBOOK, '--set', `waves=@${file}`, '--as', 'aiko');
    expect(started.err).toBe('');
    const before = said.parse(JSON.parse((await onLab('waves', '--json')).out));
    const [canary, next] = before.waves;
    const mover = canary?.users[0]?.mailbox ?? '';
    const move = [
      'waves',
      'move',
      mover,
      '--from',
      'canary',
      '--to',
      next?.name ?? '',
      '--reason',
      'on leave',
    ];

    expect((await onLab(...move, '--as', 'aiko')).out).toContain(
      'Waiting for approval to change waves: 0 of 1',
    );
    expect((await onLab('approve', '--as', 'ben')).exit).toBe(0);
    const after = said.parse(JSON.parse((await onLab('waves', '--json')).out));
    expect(after.waves[0]?.users.map(({ mailbox }) => mailbox)).not.toContain(mover);
    expect(after.waves[1]?.users.map(({ mailbox }) => mailbox)).toContain(mover);
    const log = await onLab('log');
    expect(log.out).toMatch(
      new RegExp(`Wave ${next?.name ?? ''} has \\d+ users now: moved by .* \\(on leave\\)`, 'u'),
    );

    const nobody = await onLab(
      'waves',
      'move',
      'nobody',
      '--from',
      'canary',
      '--to',
      next?.name ?? '',
      '--as',
      'aiko',
    );
    expect(nobody.err).toBe('Not in the wave canary: nobody.\n  Refusal code: not-in-wave\n');
  });
});
