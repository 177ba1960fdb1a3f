import { type ReactNode, useEffect, useState } from 'react';

import { useSay } from './language.ts';
import { words } from './words.ts';

const SHOWN_MS = 2000;

/** Copies a text, and nothing around it. Says aloud that it did, or that the browser did not let it. */
export function CopyButton({
  text,
  label,
}: {
  readonly text: string;
  /** What the button is called aloud. */
  readonly label?: string;
}): ReactNode {
  const say = useSay();
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <span className="copy">
      <button
        type="button"
        aria-label={label ?? say(words.copyCommand)}
        onClick={() => {
          void copy(text).then((done) => setSaid(done ? 'copied' : 'notCopied'));
        }}
      >
        {say(said === null ? words.copy : words[said])}
      </button>
      <span role="status" className="for-ears">
        {said === null ? '' : say(words[said])}
      </span>
    </span>
  );
}

/** The clipboard is given to pages over HTTPS and on this machine alone; a page on an intranet copies a selection, as people do. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text);
  }
}

function copySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'for-ears';
  field.setAttribute('readonly', '');
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    // Said to be obsolete, and the only way there is without HTTPS.
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
