import type { Localized } from '../runbook/localized.ts';
import { Random } from './seed/random.ts';

/**
 * What can be made to go wrong, when it strikes, and what a rehearsal must come to all the same: the simulated people
 * retry what failed up to three times, and settle what is lost by its probe alone.
 */
export const FAULTS = {
  'cut-before-exec': {
    strikes: 'before',
    ends: {
      en: 'The launch is cut before anything starts; it is launched again under the same job. Completed, one attempt.',
      ja: '何も始まらないうちに接続が切れます。同じ名前のジョブとして起動し直します。試行は 1 回で完了します。',
    },
  },
  'cut-in-upload': {
    strikes: 'before',
    ends: {
      en: 'The script arrives by half and is not run; it is launched again under the same job. Completed, one attempt.',
      ja: 'スクリプトが途中までしか届かず、実行されません。同じ名前のジョブとして起動し直します。試行は 1 回で完了します。',
    },
  },
  'cut-after-exec': {
    strikes: 'before',
    ends: {
      en: 'The job runs on; Watari finds it again and attaches. Completed, one attempt, one run of the command.',
      ja: 'ジョブは動き続け、Watari が見つけて続きを読みます。試行は 1 回で完了し、コマンドの実行も 1 回だけです。',
    },
  },
  'cut-before-exit': {
    strikes: 'before',
    ends: {
      en: 'The job is over and nobody heard; its exit file says how. Completed, one attempt, one run of the command.',
      ja: 'ジョブは終わっていますが、結果が届いていません。終了ステータスのファイルから結果が分かります。試行は 1 回で完了し、コマンドの実行も 1 回だけです。',
    },
  },
  'kill-ssh': {
    strikes: 'during',
    ends: {
      en: 'The network goes and comes back; the job runs on and is found again. Completed, one attempt, one run of the command.',
      ja: 'ネットワークが切れて、また戻ります。ジョブは動き続け、あとから見つかります。試行は 1 回で完了し、コマンドの実行も 1 回だけです。',
    },
  },
  'power-cut': {
    strikes: 'during',
    ends: {
      en: 'The host starts anew with another boot id: the outcome is lost and a probe settles it. Completed if the probe can tell; lost otherwise, never run again unasked.',
      ja: 'ホストが別の起動として立ち上がります。結果は不明になり、自動の確認で確定します。確認で分かれば完了します。分からなければ不明のままで、要求なしにやり直すことはありません。',
    },
  },
  'fail-once': {
    strikes: 'before',
    ends: {
      en: 'The stand-in ends with 1 once: the step failed, and a retry succeeds. Completed, two attempts.',
      ja: '模擬ツールが 1 回だけ 1 で終わります。手順は失敗し、再試行で成功します。試行は 2 回です。',
    },
  },
  'kill-once': {
    strikes: 'before',
    ends: {
      en: 'The stand-in (imbackup, imsrestore, imsdirmig) dies once, half done: the step failed. What can be repeated completes with the retry, two attempts; a repeated imsrestore -n leaves doubled mailboxes, which the comparison finds: not completed.',
      ja: '模擬ツール（imbackup、imsrestore、imsdirmig）が 1 回だけ途中で終わり、手順は失敗します。やり直せるものは再試行で完了します（試行は 2 回）。imsrestore -n をやり直すとメールボックスが二重になり、照合で見つかるため、完了しません。',
    },
  },
  'cut-stream': {
    strikes: 'before',
    ends: {
      en: 'The connection between two hosts (rsh, ssh) drops once in mid-stream; of several sessions, that of one. The step failed, and the retry moves what is missing. Completed, two attempts.',
      ja: 'ホスト間の接続（rsh、ssh）が転送の途中で 1 回切れます。同時に複数の転送があれば、そのうちの 1 つが切れます。手順は失敗し、再試行で足りない分を移します。試行は 2 回です。',
    },
  },
  'slow-once': {
    strikes: 'before',
    ends: {
      en: 'The stand-in waits two seconds before it begins. Completed, one attempt.',
      ja: '模擬ツールが 2 秒待ってから始まります。試行は 1 回で完了します。',
    },
  },
  'disk-full': {
    strikes: 'before',
    ends: {
      en: 'No block is left where jobs live: the upload is refused, the step failed; room is made before the retry. Completed, two attempts.',
      ja: 'ジョブの保存場所に空きがなくなり、スクリプトを置けません。手順は失敗し、空きを作ってから再試行します。試行は 2 回です。',
    },
  },
} as const satisfies Readonly<Record<string, { strikes: 'before' | 'during'; ends: Localized }>>;
export type FaultName = keyof typeof FAULTS;

/** A step of the plan as far as faults care: its jobs are the ids of the operations that run as jobs. */
export type FaultySteps = readonly {
  readonly number: string;
  readonly id: string;
  readonly jobs: readonly string[];
}[];

export type PlannedFault = {
  readonly name: FaultName;
  /** For `fail-once`, `kill-once` and `slow-once`: the name under which the stand-in is called. */
  readonly standIn: string | null;
  readonly step: string;
  /** The operation that it waits for, e.g. `do.2`. */
  readonly operation: string;
};
export type FaultReading =
  | { readonly kind: 'read'; readonly faults: readonly PlannedFault[] }
  | { readonly kind: 'wrong'; readonly found: string; readonly allowed: string };

/** Faults that need nothing to be known about a step's commands: what chance may choose from. */
const BY_CHANCE = [
  'cut-before-exec',
  'cut-in-upload',
  'cut-after-exec',
  'cut-before-exit',
  'kill-ssh',
] as const;
const CHANCES = 4;

/**
 * Reads `--faults`: `name@step[.operation]`, several with commas, or `random:SEED`. A step is named by its number or id,
 * an operation by its place (1 if left out); the names of three faults take a stand-in: `fail-once:imsdirmig@9a`.
 */
export function readFaults(text: string, steps: FaultySteps): FaultReading {
  const withJobs = steps.filter(({ jobs }) => jobs.length > 0);
  const seed = /^random:(\d+)$/u.exec(text)?.[1];
  if (seed !== undefined) return { kind: 'read', faults: faultsByChance(Number(seed), withJobs) };
  const faults: PlannedFault[] = [];
  for (const one of text.split(',')) {
    // A step of a wave has a second @ in its name.
    const [what = '', ...place] = one.trim().split('@');
    const where = place.join('@');
    const [name = '', standIn = null] = what.split(':');
    const step = withJobs.find(({ number, id }) => [number, id].includes(where.replace(/\.\d+$/u, '')));
    const operation = step?.jobs.find((id) => id === `do.${/\.(\d+)$/u.exec(where)?.[1] ?? 1}`) ?? null;
    if (!isFaultName(name)) return wrong(one, [...Object.keys(FAULTS), 'random:N']);
    if (needsStandIn(name) !== (standIn !== null))
      return wrong(one, [`${name}${standIn === null ? ':<stand-in>' : ''}@<step>`]);
    if (!step || operation === null) return wrong(one, withJobs.flatMap(placesOf));
    faults.push({ name, standIn, step: step.id, operation });
  }
  return { kind: 'read', faults };
}

/** Lines for the lab (`main.ts`): before the step is started; once the operation is under way; and to put it right again. */
export type FaultOrders = {
  readonly before: readonly string[];
  readonly during: readonly string[];
  readonly after: readonly string[];
};

/** What to tell the lab, and when; the caller watches the run. `during` and `after` follow each other at once. */
export function ordersFor(fault: PlannedFault, host: string): FaultOrders {
  const none: FaultOrders = { before: [], during: [], after: [] };
  switch (fault.name) {
    case 'cut-before-exec':
    case 'cut-in-upload':
    case 'cut-after-exec':
    case 'cut-before-exit':
      return {
        ...none,
        before: [`ssh-fault ${host} ${fault.name.replace(/^cut-/u, '')} ${fault.operation}`],
      };
    case 'kill-ssh':
      return { ...none, during: [`cut-network ${host}`], after: [`restore-network ${host}`] };
    case 'power-cut':
      return { ...none, during: [`power-cut ${host}`], after: [`boot ${host}`] };
    case 'fail-once':
      return { ...none, before: [`stand-in-fault ${host} ${fault.standIn ?? ''} exit 1 once`] };
    case 'kill-once': {
      const when = fault.standIn === 'imsdirmig' ? 'kill-after-entries 10' : 'kill-after-bytes 20000';
      return { ...none, before: [`stand-in-fault ${host} ${fault.standIn ?? ''} ${when} once`] };
    }
    case 'cut-stream':
      return { ...none, before: [`stand-in-fault ${host} remote-shell cut-after-bytes 20000 once`] };
    case 'slow-once':
      return { ...none, before: [`stand-in-fault ${host} ${fault.standIn ?? ''} slow 2000 once`] };
    case 'disk-full':
      // Room again only after the failure was seen: the caller tells `after` when the step has stopped.
      return { ...none, before: [`fill-disk ${host}`], after: [`free-disk ${host}`] };
  }
}

const isFaultName = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);
const needsStandIn = (name: FaultName): boolean => name.endsWith('-once');
const wrong = (found: string, allowed: readonly string[]): FaultReading => ({
  kind: 'wrong',
  found: found.trim(),
  allowed: allowed.join(', '),
});
const placesOf = ({ number, jobs }: FaultySteps[number]): string[] =>
  jobs.map((id) => `${number}.${id.replace(/^do\./u, '')}`);

function faultsByChance(seed: number, steps: FaultySteps): PlannedFault[] {
  const random = new Random(seed);
  const places = steps.flatMap(({ id, jobs }) => jobs.map((operation) => ({ step: id, operation })));
  const faults: PlannedFault[] = [];
  while (faults.length < CHANCES && places.length > 0) {
    // Each place once: two faults at one operation would hide each other.
    const [place] = places.splice(random.below(places.length), 1);
    if (place) faults.push({ name: random.pick(BY_CHANCE), standIn: null, ...place });
  }
  return faults;
}
