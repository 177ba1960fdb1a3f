import { both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import type { CheckedStep } from '../runbook/schema.ts';

/** How many steps a runbook has, and what a run makes of the number: a plan leaves some out, and has some once a wave. */
export function stepCount(steps: readonly Pick<CheckedStep, 'when' | 'group'>[]): Localized {
  const conditional = steps.filter(({ when }) => when !== undefined).length;
  const inWaves = steps.filter(({ group }) => group?.each !== undefined).length;
  const [en, ja]: [string[], string[]] = [[], []];
  if (conditional > 0) {
    en.push(`${conditional} of them only where they apply`);
    ja.push(`${conditional} 手順は条件に合う場合のみ`);
  }
  if (inWaves > 0) {
    en.push(`${inWaves} of them once for each wave`);
    ja.push(`${inWaves} 手順はウェーブごと`);
  }
  const count = steps.length;
  const more = ja.length === 0 ? '' : `（うち ${ja.join('、')}）`;
  return both([`${count} ${count === 1 ? 'step' : 'steps'}`, ...en].join(', '), `${count} 手順${more}`);
}
