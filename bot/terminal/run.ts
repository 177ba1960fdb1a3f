import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Fault, faultSentence, LANGUAGES } from '#core/index.ts';

import { type Arguments, languageTyped, parseArguments, UsageError } from '../arguments.ts';
import { COMMANDS, commandNames } from '../commands.ts';
import { loadSettings, type Places, placesOf } from '../config.ts';
import type { Desk } from '../desk.ts';
import { both } from '../messages/words.ts';
import { openSite } from '../open-site.ts';
import { loadPeople } from '../people.ts';
import * as acting from './commands/acting.ts';
import { docs } from './commands/docs.ts';
import { doctor } from './commands/doctor.ts';
import { hosts } from './commands/hosts.ts';
import { newRunbook } from './commands/new-runbook.ts';
import * as reading from './commands/reading.ts';
import { reference } from './commands/reference.ts';
import { rehearse } from './commands/rehearse.ts';
import { waves } from './commands/waves.ts';
import { EXIT, type Exit, logOn, type Screen, screenOn } from './screen.ts';
import { labSite, languageFor, loginOf, sayProblems, type Session } from './session.ts';

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
    const typed = languageTyped(argv);
    for (const language of typed === null ? LANGUAGES : [typed]) streams.err(`${said[language]}\n`);
    return EXIT.usage;
  }
  const screen = screenOn(streams, args.json, languageFor(args, null, loadSettings(places.site).settings));
  try {
    return await dispatch(args, places, screen);
  } catch (error) {
    if (error instanceof UsageError) {
      screen.aside(both(error.message, error.ja));
      return EXIT.usage;
    }
    const said = error instanceof Error ? error.message : String(error);
    screen.data({ fault: error instanceof Fault ? error.code : 'bug', message: said });
    const ja = error instanceof Fault ? `：${faultSentence(error).ja}。` : `（${said}）。`;
    screen.aside(
      both(
        `Watari could not do this because of an error of its own: ${said}`,
        `Watari 内部で問題が起きました${ja}`,
      ),
    );
    if (!(error instanceof Fault) && error instanceof Error && process.env['WATARI_TRACE'] !== undefined)
      streams.err(`${error.stack ?? ''}\n`);
    return EXIT.fault;
  }
}

/** `--lab NAME` makes that lab's folder the site. */
function placesFor(args: Arguments): Places {
  const places = placesOf(process.env);
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

async function dispatch(args: Arguments, places: Places, screen: Screen): Promise<Exit> {
  if (args.help || args.command === 'help') return help(screen);
  const onFiles = COMMANDS_ON_FILES[args.command];
  if (onFiles !== undefined) return onFiles({ args, screen, places });
  const command = COMMANDS_ON_SITE[args.command];
  if (command === undefined) {
    const known = commandNames('terminal').join(', ');
    screen.aside(
      both(
        `${args.command}: unknown command. Known: ${known}`,
        `${args.command} というコマンドはありません。使えるコマンド：${known}。`,
      ),
    );
    return EXIT.usage;
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
  const person = people.byLogin(loginOf(process.env, people));
  if ((chosen !== 'en' && chosen !== 'ja') || person === undefined) {
    screen.aside(
      person === undefined
        ? both(
            'This login belongs to nobody in people.yaml.',
            'このログインは people.yaml に登録されていません。',
          )
        : both('lang: say en or ja', 'lang：en か ja を指定してください。'),
    );
    return person === undefined ? EXIT.no : EXIT.usage;
  }
  await store.preferences.setLanguage(person.id, chosen);
  screen.line(chosen === 'ja' ? 'これからは日本語で表示します。' : 'From now on, English.');
  return EXIT.done;
}

async function help(screen: Screen): Promise<Exit> {
  screen.data(COMMANDS);
  const here = commandNames('terminal');
  for (const { name, usage, does } of COMMANDS)
    if (here.includes(name))
      screen.line(
        both(`${`${name} ${usage}`.padEnd(58)} ${does.en}`, `${`${name} ${usage}`.padEnd(58)} ${does.ja}`),
      );
  screen.line(
    both(
      'Options: --json --lang en|ja --run ID --lab NAME --as PERSON (rehearsals alone)',
      'オプション：--json --lang en|ja --run ID --lab 名前 --as 人（リハーサルのみ）',
    ),
  );
  return EXIT.done;
}
