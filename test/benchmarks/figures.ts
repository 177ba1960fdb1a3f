/** What one side of a comparison took, in the comparison's unit. */
export type Figures = {
  readonly median: number;
  /** The worse end: 95 of 100 were at least as good. */
  readonly p95: number;
  readonly samples: number;
};

/** `better` says at which end the bad samples are. At least one sample. */
export function figuresOf(samples: readonly number[], better: 'less' | 'more'): Figures {
  if (samples.length === 0) throw new Error('nothing was measured');
  const fromBest = samples.toSorted((a, b) => (better === 'less' ? a - b : b - a));
  const at = (share: number) => fromBest[Math.ceil(share * fromBest.length) - 1] ?? 0;
  return { median: rounded(at(0.5)), p95: rounded(at(0.95)), samples: samples.length };
}

/** Four digits are more than a shared machine can tell. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
