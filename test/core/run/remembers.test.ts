import { describe, expect, test } from 'vitest';

import { aiko, failed, given, planOf, Story, startRun, step, steps, succeeded } from './given.ts';

describe('what a step remembers', () => {
  const remembers = step('hold', '1', {
    operations: [
      { id: 'do.1', verb: 'ldap', recovery: 'converge', manual: false, remembers: true },
      { id: 'do.2', verb: 'ssh', recovery: 'attach', manual: false },
    ],
    undo: [{ id: 'undo.1', verb: 'ldap', recovery: 'converge', manual: false }],
  });
  const kept = { ...succeeded, evidence: ['what-stood'] };
  const held = () =>
    new Story([])
      .after(startRun(planOf(remembers, steps.look)))
      .ask()
      .claim()
      .begin('do.1')
      .end('do.1', kept);

  test('is kept by the step and its document', () =>
    expect(held().run.remembered).toEqual([{ step: 'hold', document: 'what-stood' }]));

  test('is kept of operations that remember alone', () =>
    expect(held().begin('do.2').end('do.2', kept).run.remembered).toHaveLength(1));

  test('is not kept where it failed', () => {
    const story = new Story([])
      .after(startRun(planOf(remembers, steps.look)))
      .ask()
      .claim()
      .begin('do.1');
    expect(story.end('do.1', { ...failed, evidence: ['half'] }).run.remembered).toEqual([]);
  });

  test('stays through a retry, the first first', () => {
    const retried = held().begin('do.2').end('do.2', failed).ask(aiko, 'carry-out', true).claim('c2');
    expect(retried.run.remembered).toEqual([{ step: 'hold', document: 'what-stood' }]);
  });

  test('is kept when another step is undone', () => {
    const twice = given(planOf({ ...remembers, id: 'first' }, remembers, steps.look))
      .ask()
      .claim('c0')
      .begin('do.1', 'c0')
      .end('do.1', { ...kept, evidence: ['of-first'] }, 'c0')
      .carryOut(['do.2'], 'c0')
      .ask()
      .claim()
      .begin()
      .end('do.1', kept)
      .carryOut(['do.2']);
    const undone = twice.ask(aiko, 'undo').claim('u1').carryOut(['undo.1'], 'u1');
    expect(undone.run.remembered).toEqual([{ step: 'first', document: 'of-first' }]);
  });

  test('is forgotten once the step is undone', () => {
    const undone = held().begin('do.2').end('do.2').ask(aiko, 'undo').claim('u1').carryOut(['undo.1'], 'u1');
    expect(undone.run.remembered).toEqual([]);
  });
});
