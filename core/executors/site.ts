import type { PlannedManual, PlannedSite, PlannedSsh } from '../plan/operation.ts';
import type { Executor } from './executor.ts';
import { manual } from './manual.ts';

/** The command that the site maps the operation to; where it maps nothing, a person's work. */
export const siteExecutor = (ssh: Executor<PlannedSsh>): Executor<PlannedSite> => ({
  preview: (operation, context) =>
    operation.mapped === null
      ? manual.preview(asManual(operation), context)
      : ssh.preview(operation.mapped, context),
  carryOut: (operation, context) =>
    operation.mapped === null
      ? manual.carryOut(asManual(operation), context)
      : ssh.carryOut(operation.mapped, context),
  probe: (operation, context) =>
    operation.mapped === null
      ? manual.probe(asManual(operation), context)
      : ssh.probe(operation.mapped, context),
  lookBack: async (operation, context) =>
    operation.mapped === null ? null : ((await ssh.lookBack?.(operation.mapped, context)) ?? null),
  tidy: async (operation, context) => {
    if (operation.mapped !== null) await ssh.tidy?.(operation.mapped, context);
  },
});

const asManual = (operation: PlannedSite): PlannedManual => ({ ...operation, verb: 'manual' });
