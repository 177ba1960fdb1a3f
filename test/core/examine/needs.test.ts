import { describe, expect, test } from 'vitest';

import { needsOf } from '#core/examine/index.ts';

import { file, manual, planOf, ssh, type StepSketch } from '../runner/plans.ts';

const programs = (...steps: readonly StepSketch[]) =>
  needsOf(planOf(steps))['mail']?.programs.map(({ program }) => program) ?? [];

describe('programs that a plan needs', () => {
  test.each([
    ['/opt/SUNWmail/sbin/im.server stop', ['/opt/SUNWmail/sbin/im.server']],
    ["'cp' -p a b", ['cp']],
    ['cd /var && ls -l; rm -f x', ['ls', 'rm']],
    ['LANG=C sort <in >out', ['sort']],
    ['<in sort -u', ['sort']],
    ['if test -f x; then mv x y; fi', ['mv']],
    ['{ imbackup -f -; echo done; }', ['imbackup']],
    ['"$TOOL" -x', []],
    ['sleep 1 & ps -ef', ['sleep', 'ps']],
  ])('%s', (command, expected) => {
    expect(programs({ do: [ssh(command)] })).toEqual(expected);
  });

  test('are each looked for once', () => {
    expect(programs({ do: [ssh('ls a'), ssh('ls b')], verify: [ssh('ls c')] })).toEqual(['ls']);
  });

  test('are those of steps that apply', () => {
    expect(programs({ applies: false, do: [ssh('ls')] })).toEqual([]);
  });

  test('are none where no command runs', () => {
    expect(programs({ do: [file('edit'), manual('look')] })).toEqual([]);
  });

  test('may be installed by an earlier step that changes something', () => {
    const needs = needsOf(
      planOf([
        { do: [ssh('look')] },
        { risk: 'disruptive', do: [ssh('install')] },
        { do: [ssh('look'), ssh('use')] },
      ]),
    );
    expect(needs['mail']?.programs.map(({ program, step, later }) => [program, step, later])).toEqual([
      ['look', '1', false],
      ['install', '2', false],
      ['use', '3', true],
    ]);
  });

  test('may be installed by a person', () => {
    const needs = needsOf(planOf([{ do: [manual('install it')] }, { do: [ssh('use')] }]));
    expect(needs['mail']?.programs).toMatchObject([{ program: 'use', later: true }]);
  });

  test('belong to the login that runs them', () => {
    const list = ssh('ls');
    if (list.verb !== 'ssh') throw new Error('ssh makes an ssh operation');
    const needs = needsOf(planOf([{ do: [{ ...list, as: 'mailsrv' }, list] }]));
    expect(needs['mail']).toMatchObject({
      as: ['mailsrv'],
      programs: [
        { program: 'ls', as: 'mailsrv' },
        { program: 'ls', as: null },
      ],
    });
  });
});
