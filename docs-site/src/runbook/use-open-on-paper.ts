import { useEffect } from 'react';

/** What is folded is open on paper, in browsers too that cannot be told so by the style sheet, and folded again afterwards. */
export function useOpenOnPaper(): void {
  useEffect(() => {
    let opened: readonly HTMLDetailsElement[] = [];
    const open = (): void => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('.runbook details:not([open])')];
      for (const one of opened) one.open = true;
    };
    const fold = (): void => {
      for (const one of opened) one.open = false;
      opened = [];
    };
    globalThis.addEventListener('beforeprint', open);
    globalThis.addEventListener('afterprint', fold);
    return () => {
      globalThis.removeEventListener('beforeprint', open);
      globalThis.removeEventListener('afterprint', fold);
    };
  }, []);
}
