import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { parseArguments } from '#bot/arguments.ts';
import { newRunbook } from '#bot/terminal/commands/new-runbook.ts';
import { reference } from '#bot/terminal/commands/reference.ts';
import { screenOn } from '#bot/terminal/screen.ts';
import { jsonSchemas, loadRunbooks } from '#core/index.ts';

type Command = typeof newRunbook;

/** Commands over an empty folder of runbooks. */
function author() {
  const folder = mkdtempSync(join(tmpdir(), 'watari-authoring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const runbooks = join(folder, 'runbooks');
  const type = async (command: Command, line: string) => {
    const args = parseArguments(line.split(' '));
    const said = { out: '', err: '' };
    const streams = {
      out: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += text),
    };
    const screen = screenOn(streams, args.json, args.lang ?? 'en');
    const exit = await command({ args, screen, places: { site: folder, data: folder, runbooks } });
    return { exit, ...said };
  };
  return { runbooks, type };
}

test('new makes a runbook that loads, beside the schemas that its first line names', async () => {
  const { runbooks, type } = author();
  const { exit, out } = await type(newRunbook, 'new mail/first --lang ja');
  expect([exit, out.split('\n')[0]]).toEqual([0, `書き出しました：${join(runbooks, 'mail/first.yaml')}`]);
  expect(out).toContain(`\n  npm run -s watari -- check ${join(runbooks, 'mail/first.yaml')}\n`);
  expect(out).toContain('\n  npm run -s watari -- rehearse mail/first --yes\n');
  expect(loadRunbooks(runbooks)).toMatchObject({ runbooks: [{ id: 'mail/first' }], problems: [] });
  expect(existsSync(join(runbooks, 'mail', '../schema/runbook.schema.json'))).toBe(true);
});

test('new writes over nothing', async () => {
  const { runbooks, type } = author();
  await type(newRunbook, 'new mail/first');
  const before = readFileSync(join(runbooks, 'mail/first.yaml'), 'utf8');
  const { exit, err } = await type(newRunbook, 'new mail/first --lang ja');
  expect([exit, err]).toEqual([
    1,
    `mail/first はすでにあります（${join(runbooks, 'mail/first.yaml')}）。何も書き込んでいません。\n`,
  ]);
  expect(readFileSync(join(runbooks, 'mail/first.yaml'), 'utf8')).toBe(before);
});

test.each(['new', 'new first', 'new Mail/first', 'new mail/../first', 'new mail/a/b', 'new schema/x'])(
  '%s is refused with what an id looks like',
  async (line) => {
    const { runbooks, type } = author();
    await expect(type(newRunbook, line)).rejects.toThrow('allowed: <folder>/<name>');
    expect(existsSync(runbooks)).toBe(false);
  },
);

test('reference gives scripts the verbs, the rules, the commands and the schemas', async () => {
  const { type } = author();
  const { out } = await type(reference, 'reference --json');
  expect(JSON.parse(out)).toMatchObject({
    verbs: expect.arrayContaining([
      expect.objectContaining({ verb: 'stream', does: { en: expect.any(String), ja: expect.any(String) } }),
    ]),
    rules: expect.arrayContaining([expect.objectContaining({ name: 'no-backup-before' })]),
    commands: expect.arrayContaining([expect.objectContaining({ name: 'new' })]),
    schemas: jsonSchemas(),
  });
});

test('reference schema writes the schemas beside the runbooks', async () => {
  const { runbooks, type } = author();
  expect((await type(reference, 'reference schema')).exit).toBe(0);
  for (const [name, text] of Object.entries(jsonSchemas()))
    expect(readFileSync(join(runbooks, 'schema', name), 'utf8')).toBe(text);
});

test('reference of anything else is refused', async () => {
  await expect(author().type(reference, 'reference rules')).rejects.toThrow('found "rules", allowed: schema');
});
