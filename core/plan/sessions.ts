import { WAVE_USERS } from '../runbook/named-places.ts';
import type { RenderValue, Values } from '../runbook/render.ts';
import { type Scene, namedNumber } from './operation-values.ts';
import type { Session } from './operation.ts';

/**
 * Deals users out to lists for sessions that run at once; none is empty, ids are `01`, `02`, … Where `bytesOf` knows no
 * mailbox's size, the lists differ by one user at most. Where it knows some, the largest goes first to the list that has
 * least yet; a mailbox of unknown size counts as the mean of the known ones.
 */
export function dealSessions(
  users: readonly string[],
  count: number,
  bytesOf: (user: string) => number | null = () => null,
): readonly Session[] {
  const lists = Math.max(0, Math.min(count, users.length));
  const sizes = users.map(bytesOf);
  const known = sizes.filter((size) => size !== null);
  const dealt =
    known.length === 0
      ? Array.from({ length: lists }, (_, list) =>
          [...users.keys()].filter((index) => index % lists === list),
        )
      : bySize(sizes, known.reduce((sum, size) => sum + size, 0) / known.length, lists);
  return dealt.map((list, index) => {
    const ofMembers = list.flatMap((member) => sizes[member] ?? []);
    return {
      id: String(index + 1).padStart(2, '0'),
      users: list.flatMap((member) => users[member] ?? []),
      ...(ofMembers.length === list.length && { bytes: ofMembers.reduce((sum, size) => sum + size, 0) }),
    };
  });
}

/** Longest processing time first. A byte more than each has keeps empty mailboxes from all going to one list. */
function bySize(sizes: readonly (number | null)[], mean: number, lists: number): readonly number[][] {
  const dealt = Array.from({ length: lists }, () => ({ members: [] as number[], load: 0 }));
  const weights = sizes.map((size) => (size ?? mean) + 1);
  const largestFirst = [...weights.entries()].toSorted(([a, one], [b, other]) => other - one || a - b);
  for (const [member, weight] of largestFirst) {
    const least = dealt.reduce((best, list) => (list.load < best.load ? list : best));
    least.members.push(member);
    least.load += weight;
  }
  return dealt.map(({ members }) => members.toSorted((a, b) => a - b));
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

/**
 * Sessions, and the path parameter that stands for their lists: none where the guide's placeholder stands for the users.
 * `dealt`: they are dealt from the users of a wave, later.
 */
export function splitSessions(
  sessions: { readonly users: string; readonly count: string; readonly file: string } | undefined,
  scene: Scene,
): {
  readonly sessions: readonly Session[];
  readonly file: string | null;
  readonly dealt: { readonly dealt?: number };
} {
  if (sessions === undefined) return { sessions: [], file: null, dealt: {} };
  if (sessions.users === WAVE_USERS)
    return scene.examples
      ? { sessions: [], file: null, dealt: {} }
      : { sessions: [], file: sessions.file, dealt: { dealt: namedNumber(sessions.count, scene) } };
  const users = usersOf(scene.values[sessions.users]?.value);
  const dealt = dealSessions(users, namedNumber(sessions.count, scene));
  return { sessions: dealt, file: dealt.length === 0 ? null : sessions.file, dealt: {} };
}
