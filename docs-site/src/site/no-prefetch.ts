/**
 * Links in view get nothing in advance: a side bar of all runbooks would fetch all of them, on a line that may be slow
 * that night. A link that somebody points at is still fetched early.
 */
export function onRouteUpdate(): void {
  const { docusaurus } = globalThis.window;
  if (docusaurus.prefetch === nothing) return;
  // Frozen: replaced as a whole.
  globalThis.window.docusaurus = { ...docusaurus, prefetch: nothing };
}

const nothing = (): false => false;
