import type { Localized } from '#core/index.ts';

import type { CommandName } from './commands.ts';
import { both } from './messages/words.ts';

/** Who may use a command. */
export type Right =
  | 'everybody'
  | 'known'
  | 'operator'
  | 'approver'
  | 'approver-or-requester'
  | 'any-role'
  | 'login';

export const RIGHTS: { readonly [R in Right]: Localized } = {
  everybody: both(
    'everybody, also an account that belongs to nobody',
    'だれでも（どの人にも登録されていないアカウントを含む）',
  ),
  known: both(
    'people of `people.yaml`; in the terminal, whoever may read the data folder',
    '`people.yaml` に登録されている人（ターミナルでは、データフォルダを読める人）',
  ),
  operator: both('operators', '作業者（operator）'),
  approver: both('approvers, except whoever asked', '承認者（approver）のうち、要求した本人以外'),
  'approver-or-requester': both('approvers, and whoever asked', '承認者（approver）と、要求した本人'),
  'any-role': both('operators and approvers', '作業者（operator）と承認者（approver）'),
  login: both('whoever may log in where Watari runs', 'Watari のマシンにログインできる人'),
};

/** The rules are the decider's and the listeners'; this only says them. */
export const COMMAND_RIGHTS: { readonly [C in CommandName]: Right } = {
  help: 'everybody',
  list: 'everybody',
  plan: 'known',
  check: 'login',
  new: 'login',
  reference: 'login',
  start: 'operator',
  'next-step': 'operator',
  status: 'everybody',
  approve: 'approver',
  reject: 'approver-or-requester',
  confirm: 'operator',
  retry: 'operator',
  settle: 'operator',
  skip: 'operator',
  undo: 'operator',
  cancel: 'any-role',
  note: 'known',
  pause: 'any-role',
  resume: 'operator',
  abort: 'any-role',
  waves: 'known',
  log: 'known',
  history: 'known',
  docs: 'everybody',
  audit: 'login',
  rehearse: 'login',
  doctor: 'login',
  hosts: 'login',
  lang: 'known',
};
