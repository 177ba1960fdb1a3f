import type { App } from '@slack/bolt';

import type { Announcer } from '../announcer.ts';
import type { Desk } from '../desk.ts';

/** What every listener is registered with. */
export type Parts = { readonly app: App; readonly desk: Desk; readonly announcer: Announcer };
