import { withoutWave } from '../../../core/plan/page.ts';
import type { PageStep } from '../../page-data.ts';
import { outagesOf } from '../../page/outages.ts';
import { isByHand } from '../../page/steps.ts';

/** What the overview needs of a step. */
export type Stop = Pick<
  PageStep,
  'anchor' | 'number' | 'title' | 'risk' | 'riskName' | 'approvals' | 'services'
> & {
  /** A person does something in it. */
  readonly byHand: boolean;
};

export const stopOf = (step: PageStep): Stop => ({
  ...step,
  number: shortNumber(step),
  byHand: isByHand(step),
});
/** A stretch of stops, both ends included. */
export type Stretch = { readonly from: number; readonly to: number };
export type Lane = { readonly service: string; readonly down: readonly Stretch[] };

/** When each service is down: from the step that stops it to the step after which it is back, or to the end. */
export function lanesOf(stops: readonly Stop[]): readonly Lane[] {
  const outages = outagesOf(stops);
  const names = new Map(outages.map(({ id, name }) => [id, name]));
  return [...names].map(([id, service]) => ({
    service,
    down: outages
      .filter((outage) => outage.id === id)
      .map(({ from, to }) => ({ from, to: to ?? stops.length - 1 })),
  }));
}

/** The first stop after which there is no way back but the backup; null if there is none. */
export function firstIrreversible(stops: readonly Stop[]): number | null {
  const at = stops.findIndex(({ risk }) => risk === 'irreversible');
  return at === -1 ? null : at;
}

/** `11a` of `11a@canary`: as the guide numbers it. */
export const shortNumber = ({ number }: Pick<PageStep, 'number'>): string => withoutWave(number);
