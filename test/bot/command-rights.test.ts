import { userInfo } from 'node:os';

import { describe, expect, test } from 'vitest';

import { COMMAND_RIGHTS, type Right } from '#bot/command-rights.ts';
import { peopleOf } from '#bot/people.ts';
import * as acting from '#bot/terminal/commands/acting.ts';
import type { Exit } from '#bot/terminal/screen.ts';
import type { Session } from '#bot/terminal/session.ts';
import type { Role } from '#core/index.ts';

import { ben } from '../core/runner/engines.ts';
import { Terminal } from './terminal/terminal.ts';

type Acting = {
  readonly name: keyof typeof COMMAND_RIGHTS;
  readonly command: (session: Session) => Promise<Exit>;
  readonly line: string;
};

/** Everything that acts on a run, typed so that nothing but a role can be missing. */
const ACTING: readonly Acting[] = [
  { name: 'next-step', command: acting.nextStep, line: 'next-step' },
  { name: 'retry', command: acting.retry, line: 'retry' },
  { name: 'settle', command: acting.settle, line: 'settle done --reason seen' },
  { name: 'skip', command: acting.skip, line: 'skip --reason needless' },
  { name: 'undo', command: acting.undo, line: 'undo --reason wrong' },
  { name: 'resume', command: acting.resume, line: 'resume' },
  { name: 'confirm', command: acting.confirm, line: 'confirm --note seen' },
  { name: 'approve', command: acting.approve, line: 'approve' },
  { name: 'reject', command: acting.reject, line: 'reject --reason no' },
  { name: 'cancel', command: acting.cancel, line: 'cancel' },
  { name: 'pause', command: acting.pause, line: 'pause --reason supper' },
  { name: 'abort', command: acting.abort, line: 'abort --reason enough' },
  { name: 'note', command: acting.note, line: 'note seen' },
];

const LACKING: readonly (string | undefined)[] = ['not-an-operator', 'not-an-approver'];

/** Whether somebody with these roles is let in, on a run whose question somebody else has asked. */
async function isLetIn({ command, line }: Acting, roles: readonly Role[]): Promise<boolean> {
  await using terminal = new Terminal();
  const person = {
    id: 'mika',
    name: { en: 'Mika Ono', ja: '小野 美香' },
    roles: [...roles],
    slack: [],
    logins: [process.env['SUDO_USER'] ?? userInfo().username],
  };
  await terminal.scene.start(terminal.scene.engine('before'));
  await terminal.engine.ask('sims-0001', 'skip', ben, 'needless');
  terminal.people = peopleOf([person]);
  const { json } = await terminal.type(command, `${line} --json`);
  const refused: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, 'refused') : undefined;
  return !LACKING.includes(typeof refused === 'string' ? refused : undefined);
}

/** Who is let in, by the right that the reference says. */
const LETS_IN: { readonly [R in Right]: readonly boolean[] } = {
  everybody: [true, true, true],
  known: [true, true, true],
  login: [true, true, true],
  operator: [false, true, false],
  approver: [false, false, true],
  'approver-or-requester': [false, false, true],
  'any-role': [false, true, true],
};

describe('the right that the reference says is the one that the decider asks for', () => {
  test.each(ACTING)('$name', async (one) => {
    const roles: readonly (readonly Role[])[] = [[], ['operator'], ['approver']];
    const letIn = await Promise.all(roles.map((held) => isLetIn(one, held)));
    expect(letIn).toEqual(LETS_IN[COMMAND_RIGHTS[one.name]]);
  });
});
