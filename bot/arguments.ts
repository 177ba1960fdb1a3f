import { parseArgs } from 'node:util';

import { nearest } from './nearest.ts';
import { OPTIONS } from './options.ts';

/** What was typed, checked for form alone. */
export type Arguments = {
  readonly command: string;
  readonly words: readonly string[];
  readonly json: boolean;
  readonly yes: boolean;
  readonly examples: boolean;
  readonly notDone: boolean;
  /** Ends an interrupted rehearsal. */
  readonly abort: boolean;
  readonly help: boolean;
  readonly lang: 'en' | 'ja' | null;
  readonly as: string | null;
  readonly run: string | null;
  readonly lab: string | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly faults: string | null;
  readonly fingerprint: string | null;
  readonly seed: string | null;
  /** How many users a rehearsal's lab has. */
  readonly size: string | null;
  /** How often a rehearsal's people ask for a step that failed. */
  readonly retries: string | null;
  /** Waves between which users are moved. */
  readonly from: string | null;
  readonly to: string | null;
  /** Users of the first wave. */
  readonly canary: string | null;
  /** Mail domains, between commas. */
  readonly domain: string | null;
  /** Where to write. */
  readonly out: string | null;
  readonly set: Readonly<Record<string, string>>;
};

/** @throws UsageError what is wrong, in plain English and Japanese */
export class UsageError extends Error {
  readonly ja: string;
  constructor(en: string, ja: string) {
    super(en);
    this.ja = ja;
  }
}

export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv);
  const [command = 'help', ...words] = positionals;
  const { lang } = values;
  if (lang !== undefined && lang !== 'en' && lang !== 'ja')
    throw new UsageError(
      `--lang: found "${lang}", allowed: en, ja`,
      `--lang：「${lang}」は使えません。en か ja を指定してください。`,
    );
  return {
    command,
    words,
    json: values.json ?? false,
    yes: values.yes ?? false,
    examples: values.examples ?? false,
    notDone: values['not-done'] ?? false,
    abort: values.abort ?? false,
    help: values.help ?? false,
    lang: lang ?? null,
    as: values.as ?? null,
    run: values.run ?? null,
    lab: values.lab ?? null,
    note: values.note ?? null,
    reason: values.reason ?? null,
    faults: values.faults ?? null,
    fingerprint: values.fingerprint ?? null,
    seed: values.seed ?? null,
    size: values.size ?? null,
    retries: values.retries ?? null,
    from: values.from ?? null,
    to: values.to ?? null,
    canary: values.canary ?? null,
    domain: values.domain ?? null,
    out: values.out ?? null,
    set: settings(values.set ?? []),
  };
}

/** What `--lang` says, however wrong the rest is; null where it says nothing that there is. */
export function languageTyped(argv: readonly string[]): Arguments['lang'] {
  const said = argv.map((word, at) => (word === '--lang' ? argv[at + 1] : /^--lang=(.*)$/u.exec(word)?.[1]));
  const last = said.findLast((one) => one !== undefined);
  return last === 'en' || last === 'ja' ? last : null;
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: OPTIONS,
    });
  } catch (error) {
    throw wrongOption(error instanceof Error ? error.message : String(error));
  }
}

/** What Node says of an option, in one sentence of either language. */
function wrongOption(saw: string): UsageError {
  const option = /'(?:-\w, )?(--?[^' ]+)/u.exec(saw)?.[1] ?? '';
  if (saw.startsWith('Unknown option')) {
    const near = nearest(option.replace(/^-+/u, ''), Object.keys(OPTIONS));
    return near === null
      ? new UsageError(
          `Unknown option '${option}'. Nothing was done.`,
          `${option} というオプションはありません。何も行っていません。`,
        )
      : new UsageError(
          `Unknown option '${option}'. The nearest is --${near}. Nothing was done.`,
          `${option} というオプションはありません。--${near} のことですか。何も行っていません。`,
        );
  }
  if (/argument (?:missing|is ambiguous)/u.test(saw))
    return new UsageError(
      `${option}: found nothing behind it, allowed: a value (one that begins with a dash as ${option}=-x)`,
      `${option} には値が必要です。「-」で始まる値は ${option}=-x の形で指定してください。`,
    );
  if (saw.includes('does not take an argument'))
    return new UsageError(`${option} takes no value.`, `${option} に値は付けられません。`);
  return new UsageError(saw, `引数の書き方が正しくありません：${saw}`);
}

function settings(pairs: readonly string[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at));
    if (name === '')
      throw new UsageError(
        `--set: found "${pair}", allowed: name=value`,
        `--set：「${pair}」は使えません。「名前=値」の形で指定してください。`,
      );
    if (Object.hasOwn(result, name))
      throw new UsageError(`--set: ${name} is given twice`, `--set：${name} が二度指定されています。`);
    result[name] = pair.slice(at + 1);
  }
  return result;
}
