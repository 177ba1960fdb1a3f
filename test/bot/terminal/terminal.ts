import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { parseArguments } from '#bot/arguments.ts';
import { settings } from '#bot/config.ts';
import { peopleOf, type Person } from '#bot/people.ts';
import { type Exit, screenOn } from '#bot/terminal/screen.ts';
import type { Session } from '#bot/terminal/session.ts';
import type { Engine } from '#core/index.ts';

import { Scene } from '../../core/runner/engines.ts';
import { planOf } from '../../core/runner/plans.ts';

/** What a command left behind. `json` is null where nothing was printed as JSON. */
export type Said = {
  readonly exit: Exit;
  readonly out: string;
  readonly err: string;
  readonly json: unknown;
};

type Command = (session: Session) => Promise<Exit>;

const me: Person = {
  id: 'kei',
  name: { en: 'Kei Hara', ja: '原 圭' },
  roles: ['operator', 'approver'],
  slack: [],
  logins: [process.env['SUDO_USER'] ?? userInfo().username],
};

/** Commands on a real engine over a world that is played, as somebody types them. */
export class Terminal implements AsyncDisposable {
  readonly scene: Scene;
  readonly data = mkdtempSync(join(tmpdir(), 'watari-terminal-'));
  engine: Engine;
  people = peopleOf([me]);

  constructor(scene = new Scene(planOf([{}, { risk: 'disruptive', approvals: 1 }]))) {
    this.scene = scene;
    this.engine = scene.engine('terminal');
  }

  async type(command: Command, line: string): Promise<Said> {
    const args = parseArguments(line.split(' '));
    let out = '';
    let err = '';
    const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    const exit = await command({
      args,
      screen: screenOn(streams, args.json, args.lang ?? 'en'),
      places: { site: join(this.data, 'site'), data: this.data, runbooks: 'runbooks' },
      settings: settings.parse({}),
      people: this.people,
      store: this.scene.store,
      engine: this.engine,
      suggested: {},
    });
    const json: unknown = args.json && out !== '' ? JSON.parse(out) : null;
    return { exit, out, err, json };
  }

  /** Simulated people of a lab, as the lab writes them into its site folder. */
  labPeople(lab: string): void {
    const site = join(this.data, 'lab', lab, 'site');
    mkdirSync(site, { recursive: true });
    const people = ['aiko', 'ben']
      .map((one) => `  ${one}: { name: { en: ${one}, ja: ${one} }, roles: [operator, approver] }`)
      .join('\n');
    writeFileSync(join(site, 'people.yaml'), `people:\n${people}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene[Symbol.asyncDispose]();
    rmSync(this.data, { recursive: true });
  }
}
