export { openSqliteStore } from './sqlite/store.ts';
export type { Appended, Journal, JournaledEvent, Version } from './journal.ts';
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
