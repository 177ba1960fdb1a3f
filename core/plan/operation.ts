import type { Localized } from '../runbook/localized.ts';
import type { Expectation, Match } from '../runbook/operations/expect.ts';
import type { Sha256 } from './plan.ts';

/**
 * A rendered text that may hold what is not text yet. `secret` names a secret parameter, put in at the moment of use;
 * `list` is a session's list file: shown as `path`, and `path.<session>` when it is carried out.
 */
export type Piece = string | { readonly secret: string; readonly shown: string } | { readonly list: string };
export type Rendered = readonly Piece[];

/** `do.1`, `verify.2`, `undo.1`: unique within a step. */
export type OperationId = string;

export type PlannedPrompt = { readonly asks: string; readonly answer: Rendered };

/** Lines that `pattern` (flags `u`) finds count one, or the number that its first group holds. */
export type ProgressPattern = {
  readonly pattern: string;
  readonly counts: 'users' | 'messages' | 'bytes';
};

/** A list of mailbox names, for one job. `bytes`: what they hold together, where the store could tell of each. */
export type Session = {
  readonly id: string;
  readonly users: readonly string[];
  readonly bytes?: number;
};

type Base = {
  readonly id: OperationId;
  readonly note: Localized | null;
  /** One line that people read and approve, secrets as ••••. `null` where there is no command (manual). */
  readonly command: string | null;
};

export type PlannedSsh = Base & {
  readonly verb: 'ssh';
  readonly host: string;
  readonly as: string | null;
  /** One part: a command. Several: a pipeline, every part's exit counts. Shell text, already quoted. */
  readonly parts: readonly Rendered[];
  readonly stdin: Rendered | null;
  readonly expect: Expectation;
  readonly prompts: readonly PlannedPrompt[];
  /** Lists of mailbox names; one job each, at once. Empty: one job. */
  readonly sessions: readonly Session[];
  readonly listPath: string | null;
  /** So many sessions are dealt from the users of the wave when the step is bound. */
  readonly dealt?: number;
  /** Binding makes one run a user of the wave of it, in one job; `takenOutToo`: and of those who were taken out of it. */
  readonly eachUser?: true;
  readonly takenOutToo?: true;
  /** What runs instead, and how it is shown, where an earlier attempt has begun before. Left out: the same. */
  readonly retryParts?: readonly Rendered[];
  readonly retryCommand?: string;
  readonly progress?: readonly ProgressPattern[];
  readonly timeoutMinutes: number;
  readonly expectedMinutes: number | null;
  readonly idempotent: boolean;
  readonly cancel: 'term-then-kill' | 'term-only';
  readonly secretInArguments: boolean;
};
export type PlannedWait = Base & {
  readonly verb: 'wait';
  readonly host: string;
  readonly as: string | null;
  readonly parts: readonly Rendered[];
  readonly until: Expectation;
  readonly everySeconds: number;
  readonly timeoutMinutes: number;
};
export type PlannedManual = Base & {
  readonly verb: 'manual';
  readonly host: string | null;
  readonly ask: Localized;
  readonly prompts: readonly PlannedPrompt[];
};
/** A site operation that the inventory maps is planned as `mapped`; otherwise a person does it, as `manual`. */
export type PlannedSite = Base & {
  readonly verb: 'site';
  readonly operation: string;
  readonly host: string | null;
  readonly ask: Localized;
  readonly prompts: readonly PlannedPrompt[];
  readonly mapped: PlannedSsh | null;
};
export type ServiceEntry = {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
};
export type PlannedFile = Base & {
  readonly verb: 'file';
  readonly host: string;
  readonly path: string;
  /** Empty where `services` are wanted. */
  readonly lines: readonly string[];
  /** Entries of a services file, all of them `present`. */
  readonly services?: readonly ServiceEntry[];
  readonly ensure: 'present' | 'absent';
  readonly replaces: string | null;
  readonly create: boolean;
};
export type PlannedPort = Base & {
  readonly verb: 'port';
  readonly host: string;
  readonly port: number;
  readonly state: 'open' | 'closed';
  readonly timeoutMinutes: number;
};
export type PlannedLdap = Base & {
  readonly verb: 'ldap';
  /** `host:port`, a key of the inventory's directories. */
  readonly directory: string;
  readonly bindDn: string;
  readonly password: Rendered;
  readonly action:
    | { readonly kind: 'add-schema'; readonly file: string; readonly document: Sha256 }
    | { readonly kind: 'has-schema'; readonly file: string; readonly document: Sha256 }
    | { readonly kind: 'add-ldif'; readonly host: string; readonly path: string }
    | {
        readonly kind: 'read';
        readonly base: string;
        readonly scope: 'base' | 'one' | 'sub';
        readonly filter: string;
        readonly count: { readonly is?: number | undefined; readonly atLeast?: number | undefined } | null;
        readonly attribute: { readonly name: string; readonly every: Match } | null;
      }
    | {
        readonly kind: 'remember';
        readonly base: string;
        readonly scope: 'base' | 'one' | 'sub';
        readonly filter: string;
        readonly attributes: readonly string[];
      }
    | {
        /**
         * `is-back` looks whether `put-back` has nothing left to do. Both are about every entry that was remembered: whoever was
         * taken out of the wave since is not left as the wave's steps have made them.
         */
        readonly kind: 'put-back' | 'is-back';
        /** The step that remembered. */
        readonly of: string;
        /** `null`: every attribute that was remembered. */
        readonly attributes: readonly string[] | null;
      };
};
export type PlannedCompare = Base & {
  readonly verb: 'compare';
  /** It asks about a wave that everybody has left: nothing on both sides is what it must find. */
  readonly ofNobody?: true;
  readonly left: { readonly host: string; readonly as: string | null; readonly parts: readonly Rendered[] };
  readonly right: { readonly host: string; readonly as: string | null; readonly parts: readonly Rendered[] };
};
/** One end of a stream: a job of its own. */
export type StreamEnd = {
  readonly host: string;
  readonly as: string | null;
  /** One part. Shell text, already quoted. */
  readonly parts: readonly Rendered[];
};
export type PlannedStream = Base & {
  readonly verb: 'stream';
  /** What it prints is what `to` reads. */
  readonly from: StreamEnd;
  readonly to: StreamEnd;
  readonly sessions: readonly Session[];
  readonly listPath: string | null;
  /** So many sessions are dealt from the users of the wave when the step is bound. */
  readonly dealt?: number;
  /** The target's parts, and how the whole is shown, where an earlier attempt has begun before. Left out: the same. */
  readonly retryParts?: readonly Rendered[];
  readonly retryCommand?: string;
  readonly progress?: readonly ProgressPattern[];
  readonly timeoutMinutes: number;
  readonly expectedMinutes: number | null;
  readonly cancel: 'term-then-kill' | 'term-only';
  readonly secretInArguments: boolean;
};
export type PlannedDns = Base & {
  readonly verb: 'dns';
  /** Must lead to the same addresses as `is`. */
  readonly name: string;
  readonly is: string;
  readonly timeoutMinutes: number;
};
export type PlannedOperation =
  | PlannedSsh
  | PlannedWait
  | PlannedManual
  | PlannedSite
  | PlannedFile
  | PlannedPort
  | PlannedLdap
  | PlannedCompare
  | PlannedStream
  | PlannedDns;
