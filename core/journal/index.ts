export { openSqliteStore } from './sqlite/store.ts';
export {
  type Appended,
  CHAIN_BREAKS,
  type ChainBreak,
  type Journal,
  type JournaledEvent,
  type Version,
} from './journal.ts';
export type {
  CardPlace,
  Cards,
  Documents,
  Leases,
  Preferences,
  Progress,
  ProgressReport,
  Store,
} from './store.ts';
