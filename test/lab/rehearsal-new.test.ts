import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import { CommandLine } from '#test/live/command-line.ts';

let line: CommandLine;
beforeEach(() => {
  line = new CommandLine();
});
afterEach(() => line.remove());

const rehearsed = z.looseObject({ status: z.string(), lab: z.string() });

test('a new runbook is rehearsed to its end on a plain host of its own', async () => {
  const runbooks = join(line.data, 'runbooks');
  mkdirSync(runbooks, { recursive: true });
  const environment = { WATARI_RUNBOOKS: runbooks };
  const made = await line.runWith(environment, 'new', 'demo/first');
  expect([made.exit, made.err]).toEqual([0, '']);
  const { exit, out } = await line.runWith(environment, 'rehearse', 'demo/first', '--yes', '--json');
  expect(exit).toBe(0);
  const { status, lab } = rehearsed.parse(JSON.parse(out));
  expect(status).toBe('completed');
  const etc = join(lab, 'hosts', 'server.example.com', 'root', 'etc');
  expect(readFileSync(join(etc, 'motd'), 'utf8')).toBe('Welcome.\nMaintenance tonight from 22:00.\n');
  expect(readFileSync(join(etc, 'motd.before'), 'utf8')).toBe('Welcome.\n');
});
