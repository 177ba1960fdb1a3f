import { type Language, LANGUAGES, type Localized, type Problem, problemLine } from '#core/index.ts';

import { slackApp, TokenMissing, tokensOf } from './app.ts';
import { type Arguments, parseArguments, UsageError } from './arguments.ts';
import { placesOf } from './config.ts';
import { refusalSentence } from './messages/refusals.ts';
import { openSite } from './open-site.ts';
import { LOCAL_TOKENS } from './rehearsal/local-slack.ts';
import { scenarioFor } from './rehearsal/stage.ts';
import { fillUntouchedFields } from './rehearsal/untouched-fields.ts';
import { welcome } from './rehearsal/welcome.ts';
import { FIRST_REHEARSAL, openWorkspace } from './rehearsal/workspace.ts';

const places = placesOf(process.env);
const tokens = tokensOf(process.env);

/** Resolves at the first signal that asks us to end. */
const told = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});

if (process.env['DATABASE_URL'] !== undefined) {
  console.error(
    'Starting Watari: DATABASE_URL is set, but this version keeps its journal in SQLite alone. Take it out of the environment.',
  );
  process.exit(2);
}

if (tokens === null) await rehearse();
else
  await serve().catch((error: unknown) => {
    if (!(error instanceof TokenMissing)) throw error;
    console.error(error.message);
    process.exit(2);
  });

/** `npm start -- [runbook] [--lang en|ja]`; null, and said, where it is something else. */
function typed(): Arguments | null {
  try {
    return parseArguments(['start', ...process.argv.slice(2)]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message} / ${error.ja}`);
    process.exitCode = 2;
    return null;
  }
}

function sayProblems(problems: readonly Problem[], languages: readonly Language[] = LANGUAGES): void {
  for (const language of languages)
    for (const problem of problems) console.error(problemLine(problem)[language]);
}

async function rehearse(): Promise<void> {
  const asked = typed();
  if (asked === null) return;
  const [named] = asked.words;
  const runbook = named ?? FIRST_REHEARSAL;
  const made = scenarioFor(places, runbook);
  if (made.kind !== 'scenario') {
    const languages = asked.lang === null ? LANGUAGES : [asked.lang];
    if (made.kind === 'problems') sayProblems(made.problems, languages);
    else for (const language of languages) console.error(refusalSentence(made.refusal)[language]);
    process.exitCode = 1;
    return;
  }
  try {
    const say = (line: string) => console.log(line);
    await using workspace = await openWorkspace(
      { ...places, rehearses: runbook },
      made.scenario,
      say,
      asked.lang,
    );
    if (named !== undefined && workspace.scenario !== made.scenario)
      console.log(
        `An open rehearsal of ${workspace.scenario} goes on; end it with /migrate abort to begin ${runbook}. / ${workspace.scenario} のリハーサルが途中なので、その続きから始めます。${runbook} を始めるには、/migrate abort で終わらせてください。`,
      );
    console.log(welcome(workspace, named));
    await told;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(
      'Without the lab there are: npm run -s watari -- list | plan | check / ラボがなくても、list、plan、check は使えます。',
    );
    process.exitCode = 3;
  }
}

async function serve(): Promise<void> {
  const log = (text: string | Localized, error?: unknown) =>
    console.error(
      new Date().toISOString(),
      typeof text === 'string' ? text : `${text.en} / ${text.ja}`,
      error instanceof Error ? error.message : (error ?? ''),
    );
  const opened = await openSite(places, log);
  if (opened.problems.length > 0) {
    sayProblems(opened.problems);
    process.exitCode = 1;
    await opened.close();
    return;
  }
  const stop = new AbortController();
  const api = process.env['WATARI_SLACK_API_URL'];
  const slack = slackApp(
    opened.desk,
    tokens ?? { bot: '', app: null, signingSecret: null },
    api === undefined ? {} : { slackApiUrl: api },
  );
  if (tokens?.bot === LOCAL_TOKENS.bot) fillUntouchedFields(slack.app);
  const working = opened.desk.engine.work(stop.signal);
  await slack.start();
  console.log('Watari is connected to Slack. / Slack に接続しました。');
  await Promise.race([told, working]);
  stop.abort();
  await slack.stop();
  await working;
  await opened.close();
}
