import type { PageParameter } from '../../page-data.ts';

/** Parameters that a reader looks for together. */
export type FieldGroup = 'hosts' | 'ports' | 'directory' | 'choices' | 'paths' | 'others';

const GROUP_OF: { readonly [T in PageParameter['type']]: FieldGroup | null } = {
  host: 'hosts',
  port: 'ports',
  dn: 'directory',
  filter: 'directory',
  choice: 'choices',
  flag: 'choices',
  path: 'paths',
  text: 'others',
  login: 'others',
  integer: 'others',
  users: 'others',
  file: null,
  secret: null,
  waves: null,
};
const ORDER: readonly FieldGroup[] = ['choices', 'hosts', 'ports', 'directory', 'paths', 'others'];

/** The fields of the form, in groups; within a group in the runbook's own order. */
export const fieldGroups = (
  parameters: readonly PageParameter[],
): readonly { readonly group: FieldGroup; readonly fields: readonly PageParameter[] }[] =>
  ORDER.map((group) => ({
    group,
    fields: parameters.filter((one) => one.asked && GROUP_OF[one.type] === group),
  })).filter(({ fields }) => fields.length > 0);
