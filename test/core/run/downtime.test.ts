import { describe, expect, test } from 'vitest';

import { type Story, aiko, at, ben, givenSteps, step, steps, succeeded } from './given.ts';

/** `stop` succeeded, `look` is next. */

describe('the downtime clock', () => {
  const mail = (service: 'down' | 'up', id: string) =>
    step(id, '1', {
      service: { mail: service },
      undo: [{ id: 'undo.1', verb: 'ssh', recovery: 'attach', manual: false }],
    });
  const down = mail('down', 'down');
  const up = mail('up', 'up');
  const t = (hour: number): string => `2026-11-21T0${hour}:00:00.000Z`;

  test('starts when the step that takes the service down is claimed', () =>
    expect(givenSteps(down).ask().claim('a', t(1)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: null },
    ]));

  test('does not start again while it runs', () => {
    const twice = givenSteps(down, mail('down', 'again'), up)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2));
    expect(twice.run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]);
  });

  const back = (): Story =>
    givenSteps(down, up, down, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2));

  test('goes on until the step that brings it back has succeeded', () =>
    expect(back().run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]));

  test('stops with that success', () =>
    expect(back().begin('do.1', 'b').end('do.1', succeeded, 'b', t(3)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
    ]));

  test('keeps each time apart', () =>
    expect(
      back().begin('do.1', 'b').end('do.1', succeeded, 'b', t(3)).ask().claim('c', t(4)).run.downtime,
    ).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
      { service: 'mail', from: t(4), to: null },
    ]));

  test('keeps services apart', () => {
    const two = givenSteps(step('both', '1', { service: { mail: 'down', ldap: 'down' } }), up, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2))
      .begin('do.1', 'b')
      .end('do.1', succeeded, 'b', t(3));
    expect(two.run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
      { service: 'ldap', from: t(1), to: null },
    ]);
  });

  test('is not touched by a skip', () =>
    expect(givenSteps(down, up).ask(aiko, 'skip').approve(ben).run.downtime).toEqual([]));

  test('takes a step that was settled as done at its word', () =>
    expect(givenSteps(down, up).ask(aiko, 'settle-done').approve(ben).run.downtime).toEqual([
      { service: 'mail', from: at, to: null },
    ]));

  test('stops when taking the service down is undone', () => {
    const undone = givenSteps(down, up)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask(aiko, 'undo')
      .claim('b', t(2));
    expect(undone.run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]);
    expect(undone.begin('undo.1', 'b').end('undo.1', succeeded, 'b', t(3)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
    ]);
  });

  test('that is over stays as it was when the service goes down again', () => {
    const again = givenSteps(down, up, { ...down, id: 'down-2' }, { ...up, id: 'up-2' });
    const twice = ['a', 'b', 'c', 'd'].reduce(
      (story, claim, index) =>
        story
          .ask()
          .claim(claim, t(2 * index))
          .begin('do.1', claim)
          .end('do.1', succeeded, claim, t(2 * index + 1)),
      again,
    );
    expect(twice.state).toMatchObject({
      downtime: [
        { service: 'mail', from: t(0), to: t(3) },
        { service: 'mail', from: t(4), to: t(7) },
      ],
    });
  });

  test('starts when bringing the service back is being undone', () => {
    const undo = givenSteps(up, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask(aiko, 'undo')
      .claim('b', t(2));
    expect(undo.run.downtime).toEqual([{ service: 'mail', from: t(2), to: null }]);
  });
});
