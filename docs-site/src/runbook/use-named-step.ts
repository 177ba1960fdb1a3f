import { useLocation } from '@docusaurus/router';
import { useEffect, useState } from 'react';

import { placeIn } from '../site/place-in.ts';

/**
 * The step that the address names, once the page lives. A card may lead to a step that these values leave out: it is
 * shown all the same, and scrolled to, since the browser found nothing there before. With values in the address (`moved`)
 * every step has moved since the browser looked.
 */
export function useNamedStep(moved: boolean): string | null {
  const { hash } = useLocation();
  const [named, setNamed] = useState<string | null>(null);
  useEffect(() => setNamed(placeIn(hash)), [hash]);
  useEffect(() => {
    const step = named === null ? null : document.getElementById(named);
    if (moved) step?.scrollIntoView();
    else step?.closest('[data-applies="false"]')?.scrollIntoView();
  }, [named, moved]);
  return named;
}
