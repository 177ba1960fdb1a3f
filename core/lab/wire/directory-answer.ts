/** What a directory says to a request: an LDAP result code, and text where 389-ds has one. */
export type Answer = { readonly code: number; readonly diagnostic: string; readonly matched: string };

export const SUCCEEDED: Answer = { code: 0, diagnostic: '', matched: '' };

export function refused(code: number, diagnostic = '', matched = ''): Answer {
  return { code, diagnostic, matched };
}
