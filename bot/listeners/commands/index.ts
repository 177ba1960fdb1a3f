import type { Parts } from '../parts.ts';
import * as acting from './acting.ts';
import { docs } from './docs.ts';
import { help } from './help.ts';
import { lang } from './lang.ts';
import { list } from './list.ts';
import { listenToMigrate } from './migrate.ts';
import { plan } from './plan.ts';
import { history, log, status } from './reading.ts';
import { start } from './start.ts';
import type { Subcommand } from './subcommand.ts';

/** What `/migrate` knows, by name. */
export const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  help,
  list,
  plan,
  start,
  'next-step': acting.nextStep,
  status,
  approve: acting.approve,
  reject: acting.reject,
  confirm: acting.confirm,
  retry: acting.retry,
  settle: acting.settle,
  skip: acting.skip,
  undo: acting.undo,
  cancel: acting.cancel,
  note: acting.note,
  pause: acting.pause,
  resume: acting.resume,
  abort: acting.abort,
  waves: acting.waves,
  log,
  history,
  docs,
  lang,
};

export const listenToCommands = (parts: Parts): void => listenToMigrate(parts, SUBCOMMANDS);
