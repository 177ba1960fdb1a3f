import {
  CONDITION_FORMS,
  FAILURE_REASONS,
  faultReference,
  inventoryForm,
  jsonSchemas,
  keysOf,
  LAB_FAULTS,
  LOST_REASONS,
  parameterTypes,
  REFUSALS,
  RULES,
  runbookForms,
  SITE_PROBLEMS,
  VERB_DESCRIPTIONS,
  VERBS,
  verbKeys,
  wavesForm,
} from '#core/index.ts';

import { COMMAND_RIGHTS, RIGHTS } from './command-rights.ts';
import { type CommandPlace, COMMANDS } from './commands.ts';
import { settings } from './config.ts';
import { ENVIRONMENT } from './environment.ts';
import { refusalSentence } from './messages/refusals.ts';
import { both, failureName, lostName } from './messages/words.ts';
import { COMMON_OPTIONS, OPTIONS, type OptionName, WORDS } from './options.ts';
import { peopleFile } from './people.ts';
import { EXIT_MEANINGS, NO_MEANS } from './terminal/exit-meanings.ts';
import { EXIT } from './terminal/screen.ts';

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);
const option = (name: OptionName) => ({ name: `--${name}`, means: OPTIONS[name].means });

/** The options that a usage names, in their order. */
const optionsIn = (usage: string) =>
  [...new Set([...usage.matchAll(/--([a-z-]+)/gu)].map(([, name = '']) => name))]
    .filter(isOption)
    .map(option);

/** Where a command is typed. */
const placesOf = (at: CommandPlace): readonly ('slack' | 'terminal')[] =>
  at === 'both' ? ['slack', 'terminal'] : [at];

/** In place of a value that is only known when it is said. */
const placeholders: Readonly<Record<string, string>> = new Proxy(
  {},
  { get: (_, name) => `<${String(name)}>` },
);

/** Files of a site, each with its keys. */
const files = () => [
  {
    name: 'watari.yaml',
    means: both('How Watari works here.', 'この拠点での Watari の設定です。'),
    keys: keysOf(settings),
  },
  {
    name: 'inventory.yaml',
    means: both(
      'Hosts, directories, where secrets are found, and commands behind named operations.',
      'ホスト、ディレクトリ、秘密の値のある場所、名前付きの操作に割り当てるコマンドです。',
    ),
    keys: keysOf(inventoryForm),
  },
  {
    name: 'people.yaml',
    means: both('Who is who, and who may do what.', '登場する人と、それぞれの役割です。'),
    keys: keysOf(peopleFile),
  },
  {
    name: 'known_hosts',
    means: both(
      'The host keys that are trusted, as OpenSSH writes them. `hosts trust` adds one.',
      '信頼するホスト鍵です（OpenSSH の形式）。`hosts trust` で追加します。',
    ),
    keys: [],
  },
  {
    name: 'waves.yaml',
    means: both(
      'Waves as `watari waves` writes them and `--set waves=@waves.yaml` reads them: a list. It may stand anywhere.',
      '`watari waves` が書き出し、`--set waves=@waves.yaml` で読み込むウェーブの一覧です。置き場所は自由です。',
    ),
    keys: keysOf(wavesForm.element),
  },
];

/** Everything that the documentation says of commands, files and answers, made from the code that acts on it. */
export const reference = () => ({
  commands: COMMANDS.map(({ name, usage, at, does }) => ({
    name,
    usage,
    places: placesOf(at),
    does,
    who: RIGHTS[COMMAND_RIGHTS[name]],
    options: optionsIn(usage),
    /** What exit status 1 says of it. */
    no: NO_MEANS[name],
  })),
  commonOptions: COMMON_OPTIONS.map(option),
  words: Object.entries(WORDS).map(([name, means]) => ({ name, means })),
  exitStatuses: [
    { status: EXIT.done, means: EXIT_MEANINGS.done },
    { status: EXIT.no, means: EXIT_MEANINGS.no },
    { status: EXIT.usage, means: EXIT_MEANINGS.usage },
    { status: EXIT.fault, means: EXIT_MEANINGS.fault },
  ],
  forms: runbookForms(),
  conditions: CONDITION_FORMS,
  parameterTypes: parameterTypes(),
  verbs: VERBS.map((verb) => ({ verb, does: VERB_DESCRIPTIONS[verb], keys: verbKeys(verb) })),
  rules: RULES,
  problems: SITE_PROBLEMS,
  refusals: REFUSALS.map((code) => ({ code, sentence: refusalSentence({ code, values: placeholders }) })),
  failures: FAILURE_REASONS.map((reason) => ({ reason, means: failureName[reason] })),
  lost: LOST_REASONS.map((reason) => ({ reason, means: lostName[reason] })),
  faults: faultReference(),
  labFaults: Object.entries(LAB_FAULTS).map(([name, { ends }]) => ({ name, ends })),
  environment: Object.entries(ENVIRONMENT).map(([name, means]) => ({ name, means })),
  files: files(),
  schemas: jsonSchemas(),
});
export type Reference = ReturnType<typeof reference>;
