import { Said } from './said.ts';

/** Why a script cannot be made for a host; it certainly never ran. */
export class ScriptImpossible extends Said {
  override readonly name = 'ScriptImpossible';
}
