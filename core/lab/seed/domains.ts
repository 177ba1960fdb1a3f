/** Its users have the bare uid as the name of their mailbox. */
export const DEFAULT_DOMAIN = 'siroe.com';
/** Domains of other companies on the same server. The second is a Japanese one. */
export const HOSTED_DOMAINS = ['varrius.example', 'minato.example.co.jp'] as const;

export const SUFFIX = 'o=internet';

/** A domain's entry in the DC tree, which has the domain's users below it. */
export const dnOfDomain = (domain: string): string =>
  [...domain.split('.').map((label) => `dc=${label}`), SUFFIX].join(',');
export const DOMAIN_DN = dnOfDomain(DEFAULT_DOMAIN);
