// The door of core/plan.
export { SITE_PROBLEMS } from './problems.ts';
export { inventory as inventoryForm } from './inventory-schema.ts';
export { written as wavesForm } from './read-waves.ts';
export { type Binding, bindPlan, bindStep, givenWaves } from './bind.ts';
export { canonicalJson } from './canonical.ts';
export { type Compiled, type CompileRequest, compilePlan } from './compile.ts';
export { expectedOf } from './expected.ts';
export { allowedFor, fieldProblem } from './field-problem.ts';
export { freeze, isManual } from './freeze.ts';
export { directoriesOf, hostsOf, hostsOfOperation, missingFromInventory } from './hosts.ts';
export { type InventoryReading, type LoadedInventory, loadInventory, withKnownHosts } from './inventory.ts';
export type * from './operation.ts';
export type * from './plan.ts';
export { planDocument, readPlanDocument } from './plan-document.ts';
export { inputText, type PlanJson, planJson } from './plan-json.ts';
export { SECRET_REFERENCES, parseSecretReference } from './secret-reference.ts';
export { placeOf, placesOf } from './places.ts';
export { sha256 } from './sha256.ts';
export { type Shown, readShownDocument, shownDocument } from './shown.ts';
export { type Candidate, type WaveSizes, makeWaves, wavesText } from './make-waves.ts';
export { mailboxOf } from './example-waves.ts';
export { withoutWave } from './slots.ts';
export { riskName, serviceName } from './words.ts';
export {
  type Members,
  type Move,
  type Wave,
  type WaveUser,
  filterOf,
  moveUsers,
  readWaveDocument,
  waveDocument,
} from './waves.ts';
