import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import * as acting from '#bot/terminal/commands/acting.ts';
import * as reading from '#bot/terminal/commands/reading.ts';
import { Fault } from '#core/index.ts';
import { planningOf } from '#core/runner/index.ts';

import { Scene } from '../../core/runner/engines.ts';
import { planOf } from '../../core/runner/plans.ts';
import { Terminal } from './terminal.ts';

/** A terminal whose plans are made of the runbooks that Watari ships. */
const withRunbooks = (): Terminal => {
  const terminal = new Terminal();
  const planning = planningOf({ runbooks: 'runbooks', inventory: () => null, lab: false });
  terminal.engine = terminal.scene.engine('terminal', { planning });
  return terminal;
};

describe('list', () => {
  test('gives scripts id, titles and number of steps, one entry a variant', async () => {
    await using terminal = withRunbooks();
    const { exit, json } = await terminal.type(reading.list, 'list --json');
    expect(exit).toBe(0);
    expect(json).toContainEqual({
      id: 'iplanet/sims-offline',
      title: { en: expect.any(String), ja: expect.any(String) },
      steps: expect.any(Number),
    });
  });

  test.each(['en', 'ja'] as const)('speaks to people in %s', async (language) => {
    await using terminal = withRunbooks();
    const { out, err } = await terminal.type(reading.list, `list --lang ${language}`);
    expect(out).toMatch(
      language === 'ja'
        ? /iplanet\/sims-offline {2}.*への移行.*：16 手順（うち 4 手順は条件に合う場合のみ）/u
        : /iplanet\/sims-offline {2}.*: 16 steps, 4 of them only where they apply\n/u,
    );
    expect(err).toBe('');
  });
});

describe('plan', () => {
  test('gives scripts every step of the variant in both languages', async () => {
    await using terminal = withRunbooks();
    const { exit, json } = await terminal.type(reading.plan, 'plan iplanet/sims-offline --examples --json');
    expect(exit).toBe(0);
    const both = { en: expect.any(String), ja: expect.any(String) };
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/u);
    expect(json).toMatchObject({ runbook: 'iplanet/sims-offline', procedureHash: hash, planHash: hash });
    const { steps } = z.object({ steps: z.array(z.record(z.string(), z.unknown())) }).parse(json);
    for (const step of steps)
      expect(step).toMatchObject({
        id: expect.any(String),
        number: expect.stringMatching(/^\d+[a-z]?$/u),
        title: both,
        text: both,
        applies: expect.any(Boolean),
        because: both,
        risk: expect.stringMatching(/^(?:safe|disruptive|irreversible)$/u),
        approvals: expect.any(Number),
        stepHash: hash,
        operations: expect.any(Array),
        verify: expect.any(Array),
        undo: expect.any(Array),
      });
    expect(steps.every((step) => 'group' in step)).toBe(true);
  });

  test('says once that its values are examples', async () => {
    await using terminal = withRunbooks();
    const { out } = await terminal.type(reading.plan, 'plan iplanet/sims-offline --examples');
    expect(out.match(/example values/giu)).toHaveLength(1);
  });

  test('of no such runbook is refused, naming those that there are', async () => {
    await using terminal = withRunbooks();
    const { exit, err, json } = await terminal.type(reading.plan, 'plan nonsense --json');
    expect(exit).toBe(1);
    expect(json).toMatchObject({ refused: 'unknown-runbook', values: { runbook: 'nonsense' } });
    expect(err).toMatch(/^There is no runbook nonsense\. Known: .*iplanet\/sims-offline/u);
  });

  test('without its values says every one that is missing, on stderr', async () => {
    await using terminal = withRunbooks();
    const { exit, out, err } = await terminal.type(reading.plan, 'plan iplanet/sims-offline');
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain('mailHost: found nothing');
    expect(err.trim().split('\n').length).toBeGreaterThan(3);
    expect((await terminal.type(reading.plan, 'plan iplanet/sims-offline --lang ja')).err).toContain(
      '--set mailHost：値がありません。メールサーバとして、ホスト名または IP アドレスを指定してください。',
    );
  });

  test.each(['plan', 'plan iplanet/sims-offline'])(
    'that lacks something says how it can be read: %s',
    async (line) => {
      await using terminal = withRunbooks();
      expect((await terminal.type(reading.plan, line)).err).toMatch(
        /To read it with example values: npm run -s watari -- plan \S+ --examples\n$/u,
      );
    },
  );
});

describe('check', () => {
  const broken = 'test/core/runbook/broken/schema-wrong-risk.yaml';

  test('says file, line, what was found and what is allowed', async () => {
    await using terminal = new Terminal();
    const { exit, out, err } = await terminal.type(reading.check, `check ${broken}`);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(/schema-wrong-risk\.yaml:\d+ \S+: found .+, allowed: .+/u);
  });

  test('says the same in Japanese, behind file and line', async () => {
    await using terminal = new Terminal();
    const { err } = await terminal.type(reading.check, `check ${broken} --lang ja`);
    expect(err).toMatch(
      /schema-wrong-risk\.yaml:\d+ \S+：現在は "high" です。書けるもの：safe、disruptive、irreversible。\n$/u,
    );
  });

  test('gives scripts the same as data', async () => {
    await using terminal = new Terminal();
    const { exit, json } = await terminal.type(reading.check, `check ${broken} --json`);
    expect(exit).toBe(1);
    expect(json).toMatchObject({
      problems: [
        {
          file: broken,
          line: expect.any(Number),
          found: { en: '"high"', ja: '"high"' },
          allowed: { en: 'safe, disruptive, irreversible', ja: 'safe、disruptive、irreversible' },
        },
      ],
    });
  });

  test('of a file that is not there is wrong usage', async () => {
    await using terminal = new Terminal();
    await expect(terminal.type(reading.check, 'check no-such.yaml')).rejects.toThrow(
      'check: there is no file no-such.yaml',
    );
  });
});

describe('status, log and audit', () => {
  test.each([
    ['status', reading.status],
    ['log', reading.log],
    ['audit', reading.audit],
  ] as const)('%s without a run says that none is open', async (name, command) => {
    await using terminal = new Terminal();
    const { exit, out, err } = await terminal.type(command, name);
    const said = 'No run is open here. Begin with start.\n  Refusal code: no-open-run\n';
    expect([exit, out, err]).toEqual([1, '', said]);
  });

  test('status gives scripts where the run stands', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.nextStep, 'next-step');
    await terminal.type(acting.nextStep, 'next-step');
    const { exit, json } = await terminal.type(reading.status, 'status --json');
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      run: 'sims-0001',
      runbook: 'iplanet/sims-offline',
      status: 'open',
      target: { kind: 'site' },
      step: { id: 'step-2', number: '2', risk: 'disruptive', title: { en: 'Step 2' } },
      attempt: 1,
      phase: { at: 'idle' },
      question: { run: 'sims-0001', step: 'step-2', asks: 'carry-out' },
      requiredApprovals: 1,
      approvedBy: [],
      results: [{ result: 'succeeded' }, { result: 'pending' }],
      paused: null,
    });
  });

  test.each([
    ['en', /Done: 1\/2 steps/u],
    ['ja', /完了：1\/2 手順/u],
  ])('status speaks to people in %s', async (language, expected) => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.nextStep, 'next-step');
    expect((await terminal.type(reading.status, `status --lang ${language}`)).out).toMatch(expected);
  });

  test('log gives scripts every event with its place in the chain', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.note, 'note seen');
    const { json } = await terminal.type(reading.log, 'log --json');
    expect(json).toMatchObject([
      { version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/u), event: { type: 'RunStarted' } },
      { version: 2, event: { type: 'NoteAdded', text: 'seen' } },
    ]);
  });

  test('log tells people who did what', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.note, 'note seen');
    const { out } = await terminal.type(reading.log, 'log --lang ja');
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^ {3}1 {2}.*原 圭/u),
      expect.stringMatching(/^ {3}2 {2}.*原 圭.*seen/u),
    ]);
  });

  test('audit says that a chain holds', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    expect(await terminal.type(reading.audit, 'audit --json')).toMatchObject({
      exit: 0,
      json: { run: 'sims-0001', holds: true, broken: null },
    });
    expect(await terminal.type(reading.audit, 'audit sims-0001')).toMatchObject({
      exit: 0,
      out: 'The chain of sims-0001 holds: 1 event.\n',
    });
  });

  test('audit says so too of a journal that a newer Watari has written, and that nobody here can read', async () => {
    await using terminal = new Terminal();
    await terminal.scene.start(terminal.engine);
    const newer = () => Promise.reject(new Fault('journal-corrupt', 'reading', 'written by a newer Watari'));
    terminal.engine = { ...terminal.engine, log: newer, view: newer };
    expect(await terminal.type(reading.audit, 'audit sims-0001')).toMatchObject({
      exit: 0,
      out: 'The chain of sims-0001 holds: 1 event.\n',
    });
  });

  test('audit of a chain that does not hold ends with 1 and says where', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    terminal.engine = {
      ...terminal.engine,
      audit: async () => ({ version: 1, because: 'content-changed' as const }),
    };
    expect(await terminal.type(reading.audit, 'audit')).toMatchObject({
      exit: 1,
      out: '',
      err: 'The chain of sims-0001 is broken at event 1: its content was changed after it was written.\n',
    });
  });

  test('status and log tell of the run that ended last where none is open, with who aborted it and why', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.abort, 'abort --reason enough');
    const { exit, out, json } = await terminal.type(reading.status, 'status');
    expect(exit).toBe(0);
    expect(json).toBeNull();
    expect(out).toMatch(/Aborted by .+: enough/u);
    expect(out).toContain('Services that are down: none');
    const parsed = (await terminal.type(reading.status, 'status --json')).json;
    expect(parsed).toMatchObject({
      status: 'aborted',
      aborting: { reason: 'enough' },
      results: [{ standing: 'pending' }, { standing: 'pending' }],
    });
    const log = await terminal.type(reading.log, 'log --from 2');
    expect(log.out).not.toContain('started the run');
    expect(log.out).toContain('aborted the run (enough)');
  });

  test('log from something that is no number is wrong usage', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await expect(terminal.type(reading.log, 'log --from canary')).rejects.toThrow('--from: found "canary"');
  });

  test.each([
    ['en', 'sims-0001  iplanet/sims-offline  aborted\n'],
    ['ja', 'sims-0001  iplanet/sims-offline  中止\n'],
  ])('history tells people in %s how a run ended', async (language, line) => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.abort, 'abort --reason enough');
    expect((await terminal.type(reading.history, `history --lang ${language}`)).out).toBe(line);
  });

  test('history lists runs that are over', async () => {
    await using terminal = new Terminal(new Scene(planOf([{}])));
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.abort, 'abort --reason enough');
    expect((await terminal.type(reading.history, 'history --json')).json).toMatchObject([
      { run: 'sims-0001', runbook: 'iplanet/sims-offline', status: 'aborted', target: { kind: 'site' } },
    ]);
  });

  test('history names a run that cannot be read, and lists the others', async () => {
    await using terminal = new Terminal(new Scene(planOf([{}])));
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    await terminal.type(acting.abort, 'abort --reason enough');
    await terminal.type(acting.start, 'start iplanet/sims-offline');
    const { engine } = terminal;
    terminal.engine = {
      ...engine,
      view: async (run) => {
        if (run === 'sims-0001') return engine.view(run);
        throw new Fault('journal-corrupt', `reading ${run}`, 'the event type is unknown');
      },
    };
    const { exit, err, json } = await terminal.type(reading.history, 'history --json');
    expect([exit, json]).toMatchObject([0, [{ run: 'sims-0001' }]]);
    expect(err).toContain('sims-0002');
  });
});
