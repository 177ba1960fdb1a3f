import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { settings } from '#bot/config.ts';
import { nameIn } from '#bot/desk.ts';
import { runBlockId, runMessage } from '#bot/messages/run-message.ts';
import { cardBlockId, stepCard } from '#bot/messages/step-card.ts';
import { loadPeople } from '#bot/people.ts';
import { type LabProcess, startLabProcess } from '#bot/rehearsal/lab-process.ts';
import { CHANNEL, type LocalSlack, startLocalSlack } from '#bot/rehearsal/local-slack.ts';
import {
  createExecutors,
  type Engine,
  openConnections,
  openEngine,
  openSqliteStore,
  type RunView,
  secretsFrom,
  type Store,
  systemClock,
} from '#core/index.ts';

import { Bots } from './bots.ts';
import type { Task } from './crashing-bot.ts';
import { type Said, saidIn } from './slack-history.ts';

const HOST = 'mail.siroe.com';
const SEED = 7;
/** How often `flow` prints it, and 32 KiB of which no two blocks are alike. */
const BLOBS = 24;
const BLOB = Buffer.concat(
  Array.from({ length: 1024 }, (_, block) => createHash('sha256').update(`${block}`).digest()),
);
/** What has come through once all of `flow` has. */
export const FLOWED = Buffer.concat(Array.from({ length: BLOBS }, () => BLOB));

/**
 * Leaves a line a run; `ldif` writes a file besides, `source` prints, `sink` reads. `flow` prints the blob again and again,
 * and waits in the middle until it is let go.
 */
const ACT = `#!/bin/sh
echo ran >>/opt/crash/ran.d/$2.$3
case $3 in
ldif) printf 'dn: ou=%s,o=internet\\nobjectClass: top\\nobjectClass: organizationalUnit\\nou: %s\\n' $2 $2 >/opt/crash/$2.ldif ;;
source) echo mail ;;
sink) cat >/opt/crash/$2.sunk ;;
flow) n=0
  while test $n -lt ${BLOBS}; do
    cat /opt/crash/blob
    n=\`expr $n + 1\`
    if test $n -eq 12; then while test ! -f /opt/crash/$2.go; do sleep 0.05; done; fi
  done ;;
slow) while test ! -f /opt/crash/$2.go; do sleep 0.05; done ;;
esac
`;
const RAN = `#!/bin/sh
exec grep -c ran /opt/crash/ran.d/$2.$3
`;

/** Values of `crossing.yaml`. */
const CROSSING = {
  directoryPort: '389',
  bindDn: 'cn=Directory Manager',
  bindPassword: 'directoryManager',
};

/** What a test needs to run bots in: a lab, a Slack and a channel of its own, other processes that live on. */
export class Lane implements AsyncDisposable {
  readonly folder: string;
  readonly lab: LabProcess;
  readonly slack: LocalSlack;
  readonly bots: Bots;
  #trials = 0;

  private constructor(folder: string, lab: LabProcess, slack: LocalSlack) {
    this.folder = folder;
    this.lab = lab;
    this.slack = slack;
    this.bots = new Bots();
    const root = join(lab.dir, 'hosts', HOST, 'root', 'opt/crash');
    mkdirSync(join(root, 'ran.d'), { recursive: true });
    writeFileSync(join(root, 'act'), ACT, { mode: 0o755 });
    writeFileSync(join(root, 'ran'), RAN, { mode: 0o755 });
    writeFileSync(join(root, 'blob'), BLOB);
  }

  static async open(folder: string): Promise<Lane> {
    const lab = await startLabProcess(join(folder, 'lab'), {
      scenario: 'iplanet/sims-offline',
      seed: SEED,
      size: 'small',
    });
    try {
      const slack = await startLocalSlack(loadPeople(lab.site).people.all);
      return new Lane(folder, lab, slack);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  /** A run of its own, on a journal of its own. */
  trial(runbook = 'crossing', values: Readonly<Record<string, string>> = CROSSING): Trial {
    this.#trials += 1;
    return new Trial(this, `t${this.#trials}`, runbook, values);
  }

  /** Puts a program where runbooks of the tests look for theirs. */
  install(name: string, program: string): void {
    writeFileSync(this.onHost(`opt/crash/${name}`), program, { mode: 0o755 });
  }

  /** A folder of the simulated host, seen from outside. */
  onHost(path: string): string {
    return join(this.lab.dir, 'hosts', HOST, 'root', path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bots[Symbol.asyncDispose]();
    await this.slack.close();
    await this.lab.close();
  }
}

/** One run that bots come and go in. */
export class Trial implements AsyncDisposable {
  readonly lane: Lane;
  readonly mark: string;
  readonly store: Store;
  /** Reads alone: it never works. */
  readonly engine: Engine;
  readonly task: Task;
  readonly #began = Date.now();
  #bots = 0;

  constructor(lane: Lane, mark: string, runbook: string, values: Readonly<Record<string, string>>) {
    this.lane = lane;
    this.mark = mark;
    const data = join(lane.folder, mark);
    mkdirSync(join(data, 'runbooks'), { recursive: true });
    // The run's name comes from its runbook's, and must be another one for every journal of this channel.
    const text = readFileSync(join(import.meta.dirname, 'runbooks', `${runbook}.yaml`), 'utf8');
    const id = `crash/${mark}-${runbook}`;
    writeFileSync(join(data, 'runbooks', 'one.yaml'), text.replace(/^id: .*$/mu, `id: ${id}`));
    this.task = {
      data,
      site: lane.lab.site,
      runbooks: join(data, 'runbooks'),
      runbook: id,
      values: { mailHost: HOST, mark, ...values },
      channel: CHANNEL,
      slack: lane.slack.apiUrl,
      holder: '',
      people: true,
      point: null,
    };
    this.store = openSqliteStore(join(data, 'journal.sqlite'));
    this.engine = openEngine({
      store: this.store,
      planning: {
        list: () => [],
        compile: () => {
          throw new Error('nothing is planned here');
        },
      },
      target: { kind: 'lab', name: lane.lab.name },
      executors: createExecutors(),
      openConnections,
      secretOf: secretsFrom({}),
      holder: 'test',
      clock: systemClock,
      newClaim: () => 'none',
      log: () => undefined,
    });
  }

  /** A bot begins to work on this run. */
  async bot(change: Partial<Task> = {}) {
    this.#bots += 1;
    const holder = `bot-${this.#bots}`;
    return { holder, bot: await this.lane.bots.begin({ ...this.task, holder, ...change }) };
  }

  /** The machine of a dead bot is known to be gone: its lease need not be waited for. */
  async bury(holder: string): Promise<void> {
    await this.store.leases.leave(`${holder} @lab:${this.lane.lab.name}`);
  }

  async view(): Promise<RunView | null> {
    const [first] = await this.engine.runs();
    return first === undefined ? null : this.engine.view(first.run);
  }

  /** Lines that a command of this run left: how often it ran. */
  ran(name: string): number {
    const file = this.lane.onHost(`opt/crash/ran.d/${this.mark}.${name}`);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
  }

  /** What `sink` has read so far. */
  get sunk(): Buffer {
    const file = this.lane.onHost(`opt/crash/${this.mark}.sunk`);
    return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  }

  /** What waits for it goes on. */
  letGo(): void {
    writeFileSync(this.lane.onHost(`opt/crash/${this.mark}.go`), '');
  }

  /** What the messages in Slack are not yet, or null if they are what they must be. */
  async undrawn(view: RunView): Promise<string | null> {
    const { site } = this.task;
    const drawing = {
      language: 'ja',
      timeZone: settings.parse({}).timeZone,
      docs: null,
      name: nameIn(loadPeople(site).people),
    } as const;
    const said = (await saidIn(this.lane.slack.apiUrl, CHANNEL, this.#began)).filter((one) =>
      idsOf(one).some((id) => id === runBlockId(view.run) || id.startsWith(`${runBlockId(view.run)}:`)),
    );
    const parent = said[0];
    const wanted = [
      { id: runBlockId(view.run), text: runMessage(view, drawing).text },
      ...view.plan.steps.map((step) => ({
        id: cardBlockId(view.run, step.id),
        text: stepCard(view, step, drawing).text,
      })),
    ];
    if (said.length !== wanted.length)
      return `${said.length} messages: ${said.map(({ text }) => text).join(' / ')}`;
    for (const { id, text } of wanted) {
      const own = said.filter((one) => idsOf(one).includes(id));
      if (own.length !== 1) return `${own.length} messages ${id}`;
      if (own[0]?.text !== text) return `${id} says ${own[0]?.text}, not ${text}`;
      const isParent = id === runBlockId(view.run);
      if (!isParent && own[0]?.thread_ts !== parent?.ts) return `${id} is not in the thread`;
    }
    return null;
  }

  /** Folders in which jobs of this run's claims left more in the spool than a tombstone. */
  async spooled(): Promise<string[]> {
    const view = await this.view();
    if (view === null) return [];
    const claims = (await this.engine.log(view.run)).flatMap(({ event }) =>
      event.type === 'StepStarted' ? [event.claim] : [],
    );
    const spool = this.lane.onHost('var/tmp/watari-root');
    const there = existsSync(spool) ? readdirSync(spool) : [];
    return there.filter(
      (name) => claims.includes(name.split('.')[0] ?? '') && !isTombstone(join(spool, name)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
    await this.store.close();
    rmSync(this.task.data, { recursive: true, force: true });
  }
}

const idsOf = ({ blocks }: Said): string[] =>
  blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));

/** What tidying up leaves, so that nothing begins there again; it may be swept at any moment. */
function isTombstone(folder: string): boolean {
  try {
    return readdirSync(folder).every((file) => file === 'go' || file === 'gone');
  } catch {
    return true;
  }
}
