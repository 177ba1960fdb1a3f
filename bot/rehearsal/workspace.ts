import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Language, openSqliteStore, readLabRecord } from '#core/index.ts';

import { type Places, root } from '../config.ts';
import { loadPeople } from '../people.ts';
import { chooseChannelLanguage } from './channel-language.ts';
import { openDocumentation } from './documentation.ts';
import { startLabProcess } from './lab-process.ts';
import { LOCAL_TOKENS, startLocalSlack } from './local-slack.ts';
import { freeNumber, labRunsOf, removeOldLabs } from './old-labs.ts';

/** The rehearsal that the workspace opens on unless another one is named. */
export const FIRST_REHEARSAL = 'iplanet/sims-offline';

export type Workspace = AsyncDisposable & {
  /** The lab's scenario: a runbook, or `plain:` and hosts. */
  readonly scenario: string;
  readonly slackUrl: string;
  readonly lab: string;
  /** The run of that lab that is under way, if one is: no other can be started in the channel. */
  readonly openRun: string | null;
  readonly docsUrl: string;
  /** Whether there is nothing to read there yet. */
  readonly isBuildingDocs: () => boolean;
  readonly bot: () => number | undefined;
};

/**
 * The rehearsal workspace: lab, local Slack and bot, each a process of its own, this one their supervisor; it serves the
 * documentation itself. A bot that dies is started again and picks the run up; an open rehearsal goes on with the lab it
 * belongs to. `language` is that of the channel; null leaves it as it is, which is Japanese in a new lab.
 */
export async function openWorkspace(
  places: Places,
  wanted: string,
  say: (line: string) => void,
  language: Language | null,
): Promise<Workspace> {
  const { name, openRun } = await labName(places);
  const dir = join(places.data, 'lab', name);
  const scenario = readLabRecord(dir)?.scenario ?? wanted;
  mkdirSync(join(places.data, 'lab'), { recursive: true, mode: 0o700 });
  await using opening = new AsyncDisposableStack();
  // First, so that a build is as good as over when somebody clicks the first link.
  const docs = await openDocumentation(places, say);
  opening.defer(() => docs.close());
  const lab = await startLabProcess(dir, { scenario, seed: 1, size: 'small' });
  opening.defer(() => lab.close());
  if (language !== null) chooseChannelLanguage(lab.site, language);
  const slack = await startLocalSlack(loadPeople(lab.site).people.all);
  opening.defer(() => slack.close());
  let closing = false;
  let bot: ChildProcess | undefined;
  const startBot = () => {
    bot = spawn(process.execPath, [join(root, 'bot/main.ts')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        SLACK_BOT_TOKEN: LOCAL_TOKENS.bot,
        SLACK_APP_TOKEN: LOCAL_TOKENS.app,
        WATARI_SLACK_API_URL: slack.apiUrl,
        WATARI_SITE: lab.site,
        WATARI_DATA: places.data,
        WATARI_REHEARSES: scenario === wanted ? (places.rehearses ?? '') : '',
      },
    });
    bot.once('exit', (code, signal) => {
      if (closing) return;
      say(
        `The bot ended (${signal ?? code}); starting it again. / ボットが終了したため（${signal ?? code}）、再起動します。`,
      );
      setTimeout(startBot, 500);
    });
  };
  startBot();
  const opened = opening.move();
  return {
    scenario,
    slackUrl: slack.url,
    lab: lab.dir,
    openRun,
    docsUrl: docs.url,
    isBuildingDocs: docs.isBuilding,
    bot: () => bot?.pid,
    /** Ends everything that it opened. */
    async [Symbol.asyncDispose]() {
      closing = true;
      if (bot !== undefined && bot.exitCode === null && bot.signalCode === null) {
        const gone = new Promise((resolve) => bot?.once('exit', resolve));
        bot.kill('SIGTERM');
        await gone;
      }
      await opened.disposeAsync();
    },
  };
}

/** The lab of the open rehearsal, or a fresh one: a finished migration leaves a lab that cannot be migrated again. */
async function labName(places: Places): Promise<{ readonly name: string; readonly openRun: string | null }> {
  await using store = openSqliteStore(join(places.data, 'journal.sqlite'));
  for (const { run, open } of await store.journal.runs()) {
    const [first] = open ? await store.journal.read(run) : [];
    if (
      first?.event.type === 'RunStarted' &&
      first.event.target.kind === 'lab' &&
      first.event.channel !== null
    )
      return { name: first.event.target.name, openRun: run };
  }
  const folder = join(places.data, 'lab');
  const runs = await labRunsOf(places);
  await removeOldLabs(folder, runs);
  return { name: `workspace-${freeNumber(folder, 'workspace', runs)}`, openRun: null };
}
