import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { peopleOf } from '#bot/people.ts';
import * as acting from '#bot/terminal/commands/acting.ts';
import * as reading from '#bot/terminal/commands/reading.ts';
import { loginOf } from '#bot/terminal/session.ts';
import { holdLab } from '#core/lab/socket-folder.ts';

import { Scene, aiko, ben, lab } from '../../core/runner/engines.ts';
import { manual, planOf, ssh, type StepSketch } from '../../core/runner/plans.ts';
import { failure } from '../../core/runner/world.ts';
import { Terminal } from './terminal.ts';

const START = 'start iplanet/sims-offline';

describe('a run in the terminal', () => {
  test('carries a safe step out here, and says so', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, START);
    const { exit, json } = await terminal.type(acting.nextStep, 'next-step --json');
    expect(exit).toBe(0);
    expect(json).toMatchObject({ answer: 'accepted', step: { id: 'step-2' }, phase: { at: 'idle' } });
    expect(terminal.scene.world.effects.get('command-1')).toBe(1);
  });

  test('waits for somebody else where a step must be approved', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, START);
    await terminal.type(acting.nextStep, 'next-step');
    await terminal.type(acting.nextStep, 'next-step');
    const { exit, out, err, json } = await terminal.type(acting.approve, 'approve --json');
    expect(exit).toBe(1);
    expect(json).toMatchObject({ refused: 'requester-cannot-approve', sentence: { ja: /承認/u } });
    expect(out).not.toBe('');
    expect(err).toBe(
      'You asked for this step, so somebody else must approve it.\n  Refusal code: requester-cannot-approve\n',
    );
    expect(terminal.scene.world.effects.has('command-2')).toBe(false);
  });

  test('goes on here once somebody else has approved', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, START);
    await terminal.type(acting.nextStep, 'next-step');
    await terminal.engine.ask('sims-0001', 'carry-out', ben);
    const { exit, json } = await terminal.type(acting.approve, 'approve --json');
    expect(exit).toBe(0);
    expect(json).toMatchObject({ status: 'completed' });
    expect(terminal.scene.world.effects.get('command-2')).toBe(1);
  });

  test('ends with 1 where the step failed', async () => {
    await using terminal = new Terminal();
    terminal.scene.world.acts.set('command-1', () => failure);
    await terminal.type(acting.start, START);
    const { exit, json } = await terminal.type(acting.nextStep, 'next-step --json');
    expect(exit).toBe(1);
    expect(json).toMatchObject({ phase: { at: 'stopped' } });
  });

  test('refuses the next step where one stopped, and says the ways on', async () => {
    await using terminal = new Terminal();
    terminal.scene.world.acts.set('command-1', () => failure);
    await terminal.type(acting.start, START);
    await terminal.type(acting.nextStep, 'next-step');
    expect(await terminal.type(acting.nextStep, 'next-step')).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/Ways on: .*retry/u),
    });
  });

  test('follows here what a process that died began, and runs nothing again', async () => {
    await using terminal = new Terminal();
    const { scene } = terminal;
    scene.world.shut('command-1');
    await terminal.type(acting.start, START);
    scene.run = 'sims-0001';
    await terminal.engine.ask(scene.run, 'carry-out', ben);
    const first = scene.work(scene.engine('terminal of before'), [scene.run]);
    await scene.until('OperationStarted');
    first.stop();
    await first.ended;
    scene.world.open('command-1');
    const { exit, json } = await terminal.type(acting.nextStep, 'next-step --json');
    expect(exit).toBe(0);
    expect(json).toMatchObject({ answer: 'unchanged', step: { id: 'step-2' }, phase: { at: 'idle' } });
    expect(scene.world.effects.get('command-1')).toBe(1);
  });

  test('refuses the next step while a person is at this one', async () => {
    await using terminal = new Terminal(new Scene(planOf([{ do: [manual('tape')] }, {}])));
    await terminal.type(acting.start, START);
    await terminal.type(acting.nextStep, 'next-step');
    const { exit, json } = await terminal.type(acting.nextStep, 'next-step --json');
    expect(exit).toBe(1);
    expect(json).toMatchObject({ refused: 'step-is-running' });
  });

  test('repeats nothing when the same is said twice', async () => {
    await using terminal = new Terminal(new Scene(planOf([{ approvals: 2 }])));
    await terminal.type(acting.start, START);
    await terminal.engine.ask('sims-0001', 'carry-out', ben);
    await terminal.type(acting.approve, 'approve');
    const { exit, out } = await terminal.type(acting.approve, 'approve');
    expect(exit).toBe(0);
    expect(out).toMatch(/^You have approved this already/u);
  });

  test('leaves a step that a person does to that person, until it is confirmed with a note', async () => {
    await using terminal = new Terminal(new Scene(planOf([{ do: [manual('look')] }, {}])));
    await terminal.type(acting.start, START);
    await terminal.type(acting.nextStep, 'next-step');
    expect(await terminal.type(acting.confirm, 'confirm')).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^Say what you saw or did/u),
    });
    const { exit, json } = await terminal.type(acting.confirm, 'confirm --note seen --json');
    expect(exit).toBe(0);
    expect(json).toMatchObject({ step: { id: 'step-2' } });
  });

  test.each([
    ['settle', 'settle: found nothing, allowed: done, not-done'],
    ['settle maybe', 'settle: found "maybe", allowed: done, not-done'],
  ])('%s is wrong usage', async (line, err) => {
    await using terminal = new Terminal();
    await expect(terminal.type(acting.settle, line)).rejects.toThrow(err);
  });

  test.each([
    ['reject', acting.reject],
    ['pause', acting.pause],
    ['skip', acting.skip],
    ['abort', acting.abort],
  ] as const)('%s without a reason is refused', async (name, command) => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, START);
    if (name === 'reject') await terminal.engine.ask('sims-0001', 'carry-out', ben);
    const { exit, err, json } = await terminal.type(command, `${name} --json`);
    expect([exit, json]).toMatchObject([1, { refused: 'reason-needed' }]);
    expect(err).toMatch(/^Say why/u);
  });
});

describe('which run is meant', () => {
  const twoRuns = async (terminal: Terminal): Promise<void> => {
    await terminal.type(acting.start, START);
    terminal.scene.plan = planOf([{}], { lab: 'second' });
    terminal.engine = terminal.scene.engine('another', { target: lab('second') });
    terminal.labPeople('second');
    await terminal.type(acting.start, `${START} --lab second --as aiko`);
  };

  test('must be said where several are open', async () => {
    await using terminal = new Terminal();
    await twoRuns(terminal);
    const { exit, err, json } = await terminal.type(reading.status, 'status --json');
    expect(exit).toBe(1);
    expect(json).toMatchObject({ refused: 'which-run', values: { runs: 'sims-0002, sims-0001' } });
    expect(err).toMatch(/^Several runs are open: sims-0002, sims-0001/u);
  });

  test('is the one that --run names', async () => {
    await using terminal = new Terminal();
    await twoRuns(terminal);
    const { json } = await terminal.type(reading.status, 'status --run sims-0001 --json');
    expect(json).toMatchObject({ run: 'sims-0001' });
  });

  test('is none where --run names one that there is not', async () => {
    await using terminal = new Terminal();
    expect(await terminal.type(reading.status, 'status --run sims-0009')).toMatchObject({
      exit: 1,
      out: '',
      err: 'There is no run sims-0009. All runs are listed by history.\n  Refusal code: unknown-run\n',
    });
  });
});

describe('who types', () => {
  test('may not be somebody else on a site', async () => {
    await using terminal = new Terminal();
    await terminal.type(acting.start, START);
    await terminal.engine.ask('sims-0001', 'carry-out', ben);
    const { exit, json } = await terminal.type(acting.approve, 'approve --as ben --json');
    expect([exit, json]).toMatchObject([1, { refused: 'rehearsal-only' }]);
  });

  test('may be anybody of the lab in a rehearsal', async () => {
    await using terminal = new Terminal(new Scene(planOf([{}], { lab: 'demo' })));
    terminal.engine = terminal.scene.engine('terminal', { target: lab('demo') });
    terminal.labPeople('demo');
    await terminal.type(acting.start, `${START} --lab demo --as aiko`);
    const events = await terminal.scene.store.journal.read('sims-0001');
    expect(events[0]?.event).toMatchObject({
      by: { person: 'aiko', account: { kind: 'lab', name: 'aiko' }, via: 'terminal' },
      target: { kind: 'lab', name: 'demo' },
    });
  });

  test('may be nobody whom the lab does not know', async () => {
    await using terminal = new Terminal();
    terminal.labPeople('demo');
    const typed = terminal.type(acting.start, `${START} --lab demo --as mallory --json`);
    await expect(typed).rejects.toThrow('--as: found "mallory", allowed in demo: aiko, ben');
  });

  test('must be in people.yaml', async () => {
    await using terminal = new Terminal();
    terminal.people = peopleOf([]);
    const { exit, err, json } = await terminal.type(acting.start, `${START} --json`);
    expect([exit, json]).toMatchObject([1, { refused: 'account-unknown' }]);
    expect(err).toMatch(/belongs to nobody in people\.yaml/u);
  });

  const people = peopleOf(
    ['kei', 'ben'].map((id) => ({ id, name: { en: id, ja: id }, roles: [], slack: [], logins: [id] })),
  );
  test.each([
    ['the login of the process', undefined, { uid: 501, username: 'kei' }, 'kei'],
    ['who is behind sudo, as root', 'ben', { uid: 0, username: 'root' }, 'ben'],
    ['root where nobody is behind it', undefined, { uid: 0, username: 'root' }, 'root'],
    ['who is behind sudo, as an account of nobody', 'ben', { uid: 900, username: 'watari' }, 'ben'],
    ['not whoever a person of people.yaml claims to be', 'ben', { uid: 501, username: 'kei' }, 'kei'],
  ])('is %s', (_rule, behind, own, expected) => {
    expect(loginOf(behind === undefined ? {} : { SUDO_USER: behind }, people, own)).toBe(expected);
  });
});

describe('a rehearsal whose lab has ended', () => {
  const ended = async (step: StepSketch) => {
    const terminal = new Terminal(new Scene(planOf([step], { lab: 'demo' })));
    terminal.engine = terminal.scene.engine('terminal', { target: lab('demo') });
    terminal.labPeople('demo');
    await terminal.type(acting.start, `${START} --lab demo --as aiko`);
    return terminal;
  };

  test.each([
    ['next-step', acting.nextStep],
    ['retry', acting.retry],
    ['approve', acting.approve],
    ['undo', acting.undo],
    ['settle done', acting.settle],
    ['confirm', acting.confirm],
  ] as const)('cannot do what needs its hosts: %s', async (line, command) => {
    await using terminal = await ended({});
    const { exit, json, err } = await terminal.type(command, `${line} --as aiko --json`);
    expect([exit, json]).toMatchObject([1, { refused: 'lab-not-running', values: { run: 'sims-0001' } }]);
    expect(err).toContain('rehearse --run sims-0001 --yes');
    // It was begun in the terminal: the workspace would open on another lab.
    expect(err).not.toContain('npm start');
  });

  test('can be aborted while nothing runs', async () => {
    await using terminal = await ended({});
    const { exit, json } = await terminal.type(acting.abort, 'abort --as aiko --reason enough --json');
    expect([exit, json]).toMatchObject([0, { status: 'aborted' }]);
  });

  test('is not waited for by an abort while something ran there', async () => {
    await using terminal = await ended({ do: [ssh('long')] });
    terminal.scene.world.shut('long');
    await terminal.engine.ask('sims-0001', 'carry-out', aiko);
    const work = terminal.scene.work(terminal.engine, ['sims-0001']);
    terminal.scene.run = 'sims-0001';
    await terminal.scene.until('OperationStarted');
    work.bury();
    const { json } = await terminal.type(acting.abort, 'abort --as aiko --reason enough --json');
    expect(json).toMatchObject({ refused: 'lab-not-running' });
    terminal.scene.world.open('long');
  });

  test('goes on once its lab is there again', async () => {
    await using terminal = await ended({});
    const run = join(terminal.data, 'lab', 'demo', 'run');
    mkdirSync(run, { recursive: true });
    await using _ = await holdLab(run, terminal.data);
    const { json } = await terminal.type(acting.nextStep, 'next-step --as aiko --json');
    expect(json).toMatchObject({ status: 'completed' });
  });
});
