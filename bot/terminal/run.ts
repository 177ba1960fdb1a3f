import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Fault, faultAdvice, faultSentence, LANGUAGES, refusal } from '#core/index.ts';

import { type Arguments, languageTyped, parseArguments, UsageError } from '../arguments.ts';
import { COMMANDS, commandNames } from '../commands.ts';
import { loadSettings, type Places, placesOf } from '../config.ts';
import type { Desk } from '../desk.ts';
import { both } from '../messages/words.ts';
import { nearest } from '../nearest.ts';
import { openSite } from '../open-site.ts';
import { loadPeople } from '../people.ts';
import * as acting from './commands/acting.ts';
import { docs } from './commands/docs.ts';
import { doctor } from './commands/doctor.ts';
import { help } from './commands/help.ts';
import { hosts } from './commands/hosts.ts';
import { newRunbook } from './commands/new-runbook.ts';
import * as reading from './commands/reading.ts';
import { reference } from './commands/reference.ts';
import { rehearse } from './commands/rehearse.ts';
import { waves } from './commands/waves.ts';
import { EXIT, type Exit, logOn, type Screen, screenOn } from './screen.ts';
import { labSite, languageFor, loginOf, sayProblems, sayRefusal, type Session } from './session.ts';
import { refuseSpareWords } from './spare-words.ts';

type Command = (session: Session) => Promise<Exit>;

/** Commands that need the site's journal and engine. */
const COMMANDS_ON_SITE: Readonly<Record<string, Command>> = {
  list: reading.list,
  plan: reading.plan,
  status: reading.status,
  log: reading.log,
  history: reading.history,
  audit: reading.audit,
  start: acting.start,
  'next-step': acting.nextStep,
  approve: acting.approve,
  reject: acting.reject,
  confirm: acting.confirm,
  retry: acting.retry,
  settle: acting.settle,
  skip: acting.skip,
  undo: acting.undo,
  cancel: acting.cancel,
  note: acting.note,
  pause: acting.pause,
  resume: acting.resume,
  abort: acting.abort,
  waves,
  docs,
  doctor,
  lang,
};
/** Commands that work on files alone. */
const COMMANDS_ON_FILES: Readonly<
  Record<string, (session: Pick<Session, 'args' | 'screen' | 'places'>) => Promise<Exit>>
> = {
  check: reading.check,
  new: newRunbook,
  reference,
  rehearse,
  hosts,
};

/** One command of the terminal. Never throws: what our machinery broke is one sentence and exit status 3. */
export async function run(
  argv: readonly string[],
  streams: { out(text: string): void; err(text: string): void },
): Promise<Exit> {
  let args: Arguments;
  let places: Places;
  try {
    args = parseArguments(argv);
    places = placesFor(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const said = { en: error.message, ja: error.ja };
    if (argv.includes('--json')) streams.out(`${JSON.stringify({ usage: said }, null, 2)}\n`);
    const typed = languageTyped(argv);
    for (const language of typed === null ? LANGUAGES : [typed]) streams.err(`${said[language]}\n`);
    return EXIT.usage;
  }
  const screen = screenOn(streams, args.json, languageFor(args, null, loadSettings(places.site).settings));
  try {
    return await dispatch(args, places, screen);
  } catch (error) {
    if (error instanceof UsageError) {
      const said = both(error.message, error.ja);
      screen.data({ usage: said });
      screen.aside(said);
      return EXIT.usage;
    }
    sayBroken(screen, error);
    if (!(error instanceof Fault) && error instanceof Error && process.env['WATARI_TRACE'] !== undefined)
      streams.err(`${error.stack ?? ''}\n`);
    return EXIT.fault;
  }
}

/** What broke and what to do, as one line. */
function sayBroken(screen: Screen, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Fault) {
    const [saw, todo] = [faultSentence(error), faultAdvice(error)];
    screen.data({ fault: error.code, message, todo });
    screen.aside(
      both(
        `Watari could not do this because of an error of its own: ${saw.en}. ${todo.en}`,
        `Watari 内部で問題が起きました：${saw.ja}。${todo.ja}`,
      ),
    );
    return;
  }
  screen.data({ fault: 'bug', message });
  screen.aside(
    both(
      `Watari could not do this because of an error of its own: ${message}`,
      `Watari 内部で問題が起きました（${message}）。`,
    ),
  );
}

/** `--lab NAME` makes that lab's folder the site. */
function placesFor(args: Arguments): Places {
  const places = placesOf(process.env);
  if (!existsSync(places.runbooks) && args.command !== 'new')
    throw new UsageError(
      `WATARI_RUNBOOKS: there is no folder ${places.runbooks}. Nothing was done.`,
      `WATARI_RUNBOOKS：${places.runbooks} というフォルダはありません。何も行っていません。`,
    );
  if (args.lab === null) return places;
  const site = labSite(places, args.lab);
  if (existsSync(site)) return { ...places, site };
  const known = labsIn(places).join(', ') || '-';
  throw new UsageError(
    `--lab: there is no lab "${args.lab}" here. Known: ${known}`,
    `--lab：「${args.lab}」というラボはありません。あるのは ${known} です。`,
  );
}

/** Names of the labs that are kept here. */
function labsIn({ data }: Places): string[] {
  const folder = join(data, 'lab');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function unknownCommand(typed: string): UsageError {
  const known = commandNames('terminal');
  const near = nearest(typed, known);
  return near === null
    ? new UsageError(
        `${typed}: unknown command. Known: ${known.join(', ')}`,
        `${typed} というコマンドはありません。使えるコマンド：${known.join('、')}。`,
      )
    : new UsageError(
        `${typed}: unknown command. The nearest is ${near}; all of them are listed by help.`,
        `${typed} というコマンドはありません。${near} のことですか。コマンドの一覧は help で確認できます。`,
      );
}

/** What has to be named for a command to mean anything. */
function refuseNothingNamed({ command, words, run: ofRun }: Arguments): void {
  const usage = COMMANDS.find(({ name }) => name === command)?.usage ?? '';
  if (!usage.startsWith('<runbook>') || words.length > 0 || ofRun !== null) return;
  throw new UsageError(
    `${command}: found nothing, allowed: ${command} <runbook>. The runbooks are listed by list.`,
    `${command}：ランブックを指定してください（${command} <runbook>）。一覧は list で確認できます。`,
  );
}

/** The command of `help plan` and `plan --help`; null for all of them. */
function helpWanted({ command, words: [first] }: Arguments): string | null {
  const wanted = command === 'help' ? (first ?? null) : command;
  if (wanted !== null && !commandNames('terminal').includes(wanted)) throw unknownCommand(wanted);
  return wanted;
}

async function dispatch(args: Arguments, places: Places, screen: Screen): Promise<Exit> {
  if (args.command === 'help' || args.help) return help(screen, helpWanted(args));
  refuseSpareWords(args);
  refuseNothingNamed(args);
  const onFiles = COMMANDS_ON_FILES[args.command];
  if (onFiles !== undefined) return onFiles({ args, screen, places });
  const command = COMMANDS_ON_SITE[args.command];
  if (command === undefined) {
    throw unknownCommand(args.command);
  }
  const log: Desk['log'] = (text, error) => logOn(screen, text, error);
  // Whoever types here may read the files of this machine anyway.
  const opened = await openSite(places, log, (path) => readFileSync(path, 'utf8'));
  try {
    if (opened.problems.length > 0) {
      return sayProblems(screen, opened.problems);
    }
    const { people } = loadPeople(places.site);
    const { engine, store, settings, suggested } = opened.desk;
    const person = people.byLogin(loginOf(process.env, people));
    const stored =
      person === undefined
        ? null
        : ((await store.preferences.language(person.id)) ?? person.language ?? null);
    const spoken: Screen =
      args.lang === null && stored !== null ? { ...screen, ...inLanguage(screen, stored) } : screen;
    return await command({ args, screen: spoken, places, settings, people, store, engine, suggested });
  } finally {
    await opened.close();
  }
}

/** The same screen for somebody who reads another language. */
const inLanguage = (
  screen: Screen,
  language: Screen['language'],
): Pick<Screen, 'language' | 'line' | 'aside'> => ({
  language,
  line: (text) => screen.line(typeof text === 'string' ? text : text[language]),
  aside: (text) => screen.aside(typeof text === 'string' ? text : text[language]),
});

async function lang({ args, people, store, screen }: Session): Promise<Exit> {
  const [chosen] = args.words;
  const login = loginOf(process.env, people);
  const person = people.byLogin(login);
  if (chosen !== 'en' && chosen !== 'ja')
    throw new UsageError('lang: say en or ja', 'lang：en か ja を指定してください。');
  if (person === undefined) return sayRefusal(screen, refusal('account-unknown', { login }));
  await store.preferences.setLanguage(person.id, chosen);
  screen.data({ person: person.id, language: chosen });
  screen.line(chosen === 'ja' ? 'これからは日本語で表示します。' : 'From now on, English.');
  return EXIT.done;
}
