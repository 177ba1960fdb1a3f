import { type Figures, figuresOf, rounded } from './figures.ts';

export type Unit = 'ms' | 'appends/s' | 'bytes/s' | 'even shares' | 'kB' | 'shift' | 'findings';
/** Where more is better. */
const RATES: readonly Unit[] = ['appends/s', 'bytes/s'];
export type Goal = { readonly ratio: number; readonly is: 'at most' | 'at least' };

/** One line of the output: ours beside one peer, measured in the same run, in turns. Nothing is asserted. */
export type Comparison = {
  readonly benchmark: string;
  readonly measures: string;
  readonly unit: Unit;
  readonly ours: Figures | null;
  readonly peer: (Figures & { readonly name: string }) | null;
  /** Why a side is missing. */
  readonly reason: string | null;
  /** Median of ours by median of the peer's. */
  readonly ratio: number | null;
  readonly goal: Goal | null;
};

/** What is being compared, before anything is measured. */
export type Subject = Pick<Comparison, 'benchmark' | 'measures' | 'unit' | 'goal'>;
export type PeerSamples = { readonly name: string; readonly samples: readonly number[] } | Missing;
export type Missing = { readonly missing: string };

export function compared(
  subject: Subject,
  ours: readonly number[] | Missing,
  theirs: PeerSamples,
): Comparison {
  const better = RATES.includes(subject.unit) ? 'more' : 'less';
  const own = 'missing' in ours ? null : figuresOf(ours, better);
  const peer = 'missing' in theirs ? null : { name: theirs.name, ...figuresOf(theirs.samples, better) };
  const reasons = [ours, theirs].flatMap((side) => ('missing' in side ? [side.missing] : []));
  return {
    ...subject,
    ours: own,
    peer,
    reason: reasons.length === 0 ? null : [...new Set(reasons)].join('; '),
    ratio: own === null || peer === null ? null : rounded(own.median / peer.median),
  };
}
