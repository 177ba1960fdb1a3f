import type { DirectoryConnection } from '../connections/connections.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Outcome, ProbeResult } from '../run/outcome.ts';
import type { Context, Preview } from './executor.ts';

/** What one action of the verb can do; the connection is open and bound. */
export type LdapAction<Action extends PlannedLdap['action']> = {
  preview(action: Action, directory: DirectoryConnection, context: Context): Promise<Preview>;
  /** `again` opens another connection, to look what came of a change that was not answered. */
  carryOut(
    action: Action,
    directory: DirectoryConnection,
    context: Context,
    again: () => Promise<DirectoryConnection>,
  ): Promise<Outcome>;
  probe(action: Action, directory: DirectoryConnection, context: Context): Promise<ProbeResult>;
};
