import {
  type Engine,
  LANGUAGES,
  type Localized,
  refusal,
  type Refusal,
  type RunView,
  withoutWave,
} from '#core/index.ts';

import { UsageError } from './arguments.ts';
import type { Settings } from './config.ts';
import { type DocsAddress, fitsLink } from './messages/docs-links.ts';
import { both } from './messages/words.ts';

/** Values of parameters, as typed. */
type Values = Readonly<Record<string, string>>;
/** A step as the documentation is asked for it. */
type Step = RunView['plan']['steps'][number];

/** A page of the documentation, one address a language. */
export type DocsPage = {
  /** Null: the front page. */
  readonly runbook: string | null;
  /** Null: the top of the page. */
  readonly step: Step | null;
  readonly url: Localized;
};

/**
 * Where a step is documented, in both languages; null until `docsUrl` is set. The page shows the waves of the runbook's
 * example, so a step that is done wave by wave is found under its own id. `values`: what the page is to show commands for.
 */
export function docsLink(
  { docsUrl }: Pick<Settings, 'docsUrl'>,
  runbook: string | null,
  step: string | null = null,
  values: Values = {},
): DocsAddress | null {
  if (docsUrl === undefined) return null;
  const base = docsUrl.replace(/\/+$/u, '');
  const address = (query: string): Localized => {
    const page = runbook === null ? '/' : `/runbooks/${runbook}/${query}`;
    const at = `${page}${step === null ? '' : `#${withoutWave(step)}`}`;
    return both(`${base}${at}`, `${base}/ja${at}`);
  };
  const full = address(queryOf(values));
  return LANGUAGES.every((language) => fitsLink(full[language])) ? full : { ...address(''), isExample: true };
}

/** Where the reference explains a refusal; null until `docsUrl` is set. */
export function refusalPage({ docsUrl }: Pick<Settings, 'docsUrl'>, code: string): Localized | null {
  if (docsUrl === undefined) return null;
  const base = docsUrl.replace(/\/+$/u, '');
  const page = `/reference/refusals-and-faults#${code}`;
  return both(`${base}${page}`, `${base}/ja${page}`);
}

/** As the form of a runbook's page writes the reader's values into its address. */
function queryOf(values: Values): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) query.set(`set.${name}`, value);
  // Paths are most of what stands there, and a slash may stand in a query as it is (RFC 3986, 3.4).
  const written = query.toString().replaceAll('%2F', '/');
  return written === '' ? '' : `?${written}`;
}

/**
 * What a run's page needs in its address to show the commands of that run: values that differ from the example's. Never a
 * secret, nor what a page does not ask for (files, waves); lists of users are too long for a link.
 */
async function docsValues(
  engine: Pick<Engine, 'plan'>,
  { runbook, values }: RunView['plan'],
): Promise<Values> {
  const reply = await engine.plan({ runbook, values: {}, examples: true });
  if (reply.kind !== 'planned') return {};
  const examples = reply.plan.values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'object' || value === examples[name] ? [] : [[name, String(value)]],
    ),
  );
}

/** By a run's values: cards are drawn again and again, and a plan never changes. */
const remembered = new Map<string, Values>();

/** A runbook that cannot be read just now costs a card its values, not the card. */
async function valuesOnce(engine: Pick<Engine, 'plan'>, plan: RunView['plan']): Promise<Values> {
  const key = JSON.stringify([plan.runbook, plan.values]);
  const before = remembered.get(key);
  if (before !== undefined) return before;
  try {
    const values = await docsValues(engine, plan);
    remembered.set(key, values);
    return values;
  } catch {
    return {};
  }
}

/** Where the steps of a run are documented, each for the values of that run. */
export async function docsOfRun(
  { engine, settings }: Pick<Asked, 'engine' | 'settings'>,
  plan: RunView['plan'],
): Promise<(step: string) => DocsAddress | null> {
  const values = settings.docsUrl === undefined ? {} : await valuesOnce(engine, plan);
  return (step) => docsLink(settings, plan.runbook, step, values);
}

/** What `docs` is asked in: the engine, where the documentation stands, and the run that is meant, if any. */
type Asked = {
  readonly engine: Pick<Engine, 'plan'>;
  readonly settings: Pick<Settings, 'docsUrl'>;
  readonly view: RunView | null;
};

/**
 * The page that `docs [runbook] [step]` asks for. Without words: the current step of the run, or the front page where
 * there is none. A step is named by its number or its id. @throws UsageError
 */
export async function docsPage(words: readonly string[], asked: Asked): Promise<DocsPage | Refusal> {
  if (words.length > 2)
    throw new UsageError(
      `docs: found "${words.join(' ')}", allowed: a runbook and a step of it, or one of them, or nothing`,
      `docs：「${words.join(' ')}」は使えません。ランブックとその手順を、この順に指定してください。どちらも省略できます。`,
    );
  const [first = '', second] = words;
  // Runbooks are named with their folder, steps never are.
  if (first.includes('/') || second !== undefined) {
    const reply = await asked.engine.plan({ runbook: first, values: {}, examples: true });
    if (reply.kind === 'refused') return reply.refusal;
    if (reply.kind === 'problems')
      return refusal('plan-has-problems', { problems: reply.problems.map(({ path }) => path).join(', ') });
    if (second === undefined) return pageOf(asked, first, null);
    return stepPage(asked, first, reply.plan.steps, second);
  }
  const { view } = asked;
  if (view === null) return words.length === 0 ? pageOf(asked, null, null) : refusal('no-open-run');
  const { plan } = view;
  const values = await docsValues(asked.engine, plan);
  if (words.length === 0) return pageOf(asked, plan.runbook, view.step, values);
  return stepPage(asked, plan.runbook, plan.steps, first, values);
}

function stepPage(
  asked: Asked,
  runbook: string,
  steps: readonly Step[],
  wanted: string,
  values: Values = {},
): DocsPage | Refusal {
  const step = stepNamed(steps, wanted);
  if (step !== undefined) return pageOf(asked, runbook, step, values);
  const known = [...new Set(steps.map(({ number }) => withoutWave(number)))].join(', ');
  return refusal('unknown-step', { step: wanted, runbook, known });
}

/** The step that goes by this id or number. With several waves their first one, unless it is named (`9a@canary`); `9`: the first of group 9. */
export function stepNamed<S extends Pick<Step, 'id' | 'number' | 'group'>>(
  steps: readonly S[],
  typed: string,
): S | undefined {
  const wanted = typed.toLowerCase();
  const by = (name: (step: S) => string | undefined) =>
    steps.find((step) => name(step)?.toLowerCase() === wanted);
  return (
    by(({ id }) => id) ??
    by(({ number }) => number) ??
    by(({ id }) => withoutWave(id)) ??
    by(({ number }) => withoutWave(number)) ??
    by(({ group }) => group?.number)
  );
}

function pageOf(
  { settings }: Asked,
  runbook: string | null,
  step: Step | null,
  values: Values = {},
): DocsPage | Refusal {
  const url = docsLink(settings, runbook, step?.id, values);
  return url === null ? refusal('no-documentation') : { runbook, step, url };
}
