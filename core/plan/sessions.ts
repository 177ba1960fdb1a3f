import type { RenderValue, Values } from '../runbook/render.ts';

export type Session = { readonly id: string; readonly users: readonly string[] };

/** Deals users out round robin: lists differ by one at most, none is empty, ids are `01`, `02`, … */
export function dealSessions(users: readonly string[], count: number): readonly Session[] {
  const lists = Math.max(0, Math.min(count, users.length));
  return Array.from({ length: lists }, (_, list) => ({
    id: String(list + 1).padStart(2, '0'),
    users: users.filter((_user, index) => index % lists === list),
  }));
}

/** Users of a `users` value; none where the guide's placeholder stands for them. */
export const usersOf = (value: RenderValue | undefined): readonly string[] =>
  value !== undefined && isList(value) ? value : [];

/** Whether a value is a list of users. */
export const isList = (value: RenderValue): value is readonly string[] => Array.isArray(value);

/** The values inside an operation with sessions: its path stands for each session's own list file. */
export function withList(values: Values, file: string): Values {
  const path = values[file];
  if (path === undefined || typeof path.value !== 'string') return values;
  return { ...values, [file]: { type: path.type, value: { list: path.value } } };
}
