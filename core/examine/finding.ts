/** What somebody should do about it: nothing, something, or look for themselves. */
export type Verdict = 'good' | 'bad' | 'unknown';

/** Everything that can be found out about a host or a directory, with what it means. Closed: bot/messages has a sentence each. */
export const FINDINGS = {
  'not-in-inventory': 'bad',
  unreachable: 'bad',
  'host-key-known': 'good',
  'host-key-unknown': 'bad',
  'host-key-different': 'bad',
  'identity-unavailable': 'bad',
  'login-works': 'good',
  'login-refused': 'bad',
  'no-answer': 'bad',
  'clock-close': 'good',
  'clock-apart': 'bad',
  'clock-unreadable': 'unknown',
  'shell-fits': 'good',
  'shell-differs': 'bad',
  'jobs-findable': 'good',
  'jobs-not-findable': 'bad',
  'spool-ready': 'good',
  'spool-can-be-made': 'good',
  'spool-not-ours': 'bad',
  'spool-not-writable': 'bad',
  'spool-on-disk': 'good',
  'spool-on-network': 'bad',
  'spool-in-memory': 'bad',
  'spool-filesystem-unknown': 'unknown',
  'space-enough': 'good',
  'space-short': 'bad',
  'space-unknown': 'unknown',
  'encoding-fits': 'good',
  'encoding-differs': 'bad',
  'encoding-unknown': 'unknown',
  'become-works': 'good',
  'become-refused': 'bad',
  'commands-there': 'good',
  'command-missing': 'bad',
  'command-not-yet-there': 'unknown',
  'directory-reached': 'good',
  'directory-unencrypted': 'unknown',
  'bind-works': 'good',
  'bind-refused': 'bad',
  'bind-untried': 'unknown',
  'password-unavailable': 'bad',
  'schema-readable': 'good',
  'schema-unreadable': 'bad',
  'suffixes-unknown': 'unknown',
  writable: 'good',
  'read-only': 'bad',
  'points-elsewhere': 'bad',
  'write-not-allowed': 'bad',
  'writable-unknown': 'unknown',
} as const satisfies Readonly<Record<string, Verdict>>;
export type FindingCode = keyof typeof FINDINGS;

/** One thing found out about one host or directory. `values` go into the sentence; none is secret. */
export type Finding = {
  readonly subject: string;
  readonly what: FindingCode;
  readonly verdict: Verdict;
  readonly values: Readonly<Record<string, string>>;
};

export const finding = (
  subject: string,
  what: FindingCode,
  values: Readonly<Record<string, string>> = {},
): Finding => ({ subject, what, verdict: FINDINGS[what], values });
