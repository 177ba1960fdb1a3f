import { writeFileSync } from 'node:fs';

import { type Wave, wavesText } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { waveLines, wavesOf } from '../../messages/waves-text.ts';
import { both } from '../../messages/words.ts';
import { EXIT, type Exit } from '../screen.ts';
import { parametersOf, sayProblems, sayRefusal, type Session, whichRun } from '../session.ts';
import { moveUsers } from './acting.ts';

const USUAL = { canary: 5, size: 100 } as const;

/** Who is in which wave; `move` asks to move users; a runbook makes waves from the directory. */
export async function waves(session: Session): Promise<Exit> {
  const [first = ''] = session.args.words;
  if (first === 'move') return moveUsers(session);
  return first.includes('/') ? make(session, first) : show(session, first);
}

async function show(session: Session, named: string): Promise<Exit> {
  const { engine, screen, args } = session;
  const run = await whichRun({ ...session, args: named === '' ? args : { ...args, run: named } });
  if (typeof run !== 'string') return sayRefusal(screen, run);
  const view = await engine.view(run);
  if (view === null) return sayRefusal(screen, { code: 'unknown-run', values: { run } });
  screen.data({ run, waves: view.waves });
  for (const line of wavesOf(view)) screen.line(line);
  return EXIT.done;
}

async function make({ engine, screen, args, suggested }: Session, runbook: string): Promise<Exit> {
  const reply = await engine.proposeWaves({
    runbook,
    values: { ...suggested, ...args.set },
    sizes: {
      canary: wholeNumber('--canary', args.canary, 0, USUAL.canary),
      size: wholeNumber('--size', args.size, 1, USUAL.size),
    },
    domains: args.domain === null ? null : args.domain.split(',').map((one) => one.trim()),
  });
  switch (reply.kind) {
    case 'refused':
      return sayRefusal(screen, reply.refusal);
    case 'problems':
      return sayProblems(screen, reply.problems, await parametersOf(engine, runbook));
    case 'impossible': {
      const { en, ja } = reply.why;
      screen.data({ waves: [], why: reply.why });
      screen.aside(both(`No waves could be made: ${en}.`, `ウェーブを作成できません：${ja}。`));
      return EXIT.no;
    }
    case 'proposed': {
      const { unsized } = reply;
      screen.data({ waves: reply.waves.map(written), unsized });
      for (const wave of reply.waves) screen.line(waveLines(wave));
      if (unsized !== null)
        screen.aside(
          both(
            `Dealt by number of users, since the sizes of mailboxes are not known: ${unsized.en}.`,
            `メールボックスの大きさが分からないため、人数で分けました：${unsized.ja}。`,
          ),
        );
      if (args.out !== null) writeFileSync(args.out, wavesText(reply.waves));
      const value = args.out === null ? '@waves.yaml' : `@${args.out}`;
      screen.line(
        args.out === null
          ? both(
              'To write them to a file: --out waves.yaml',
              'ファイルに書き出すには --out waves.yaml を付けてください。',
            )
          : both(
              `Written. To use them: --set waves=${value}`,
              `書き出しました。使うときは --set waves=${value} を付けてください。`,
            ),
      );
      return EXIT.done;
    }
  }
}

const written = ({ name, base, domain, users }: Wave) => ({ name, base, domain, users });

function wholeNumber(option: string, text: string | null, least: number, usual: number): number {
  if (text === null) return usual;
  const number = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(
    `${option}: found "${text}", allowed: a whole number from ${least}`,
    `${option}：「${text}」は使えません。${least} 以上の整数を指定してください。`,
  );
}
