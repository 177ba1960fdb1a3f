import type { Operation } from './index.ts';
import { VERBS, type Verb } from './verbs.ts';

const isVerb = (key: string): key is Verb => VERBS.some((verb) => verb === key);

/** The verb of an operation, whatever stands beside it. */
export function verbOf(operation: Operation): Verb {
  const verb = Object.keys(operation).find(isVerb);
  if (verb === undefined) throw new Error('an operation without a verb was not checked');
  return verb;
}

/** What the verb is given. */
export const argumentsOf = (operation: Operation): unknown => Reflect.get(operation, verbOf(operation));
