import { type ComponentType, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

import { useSay } from '../../site/language.ts';
import { words } from '../../site/words.ts';

type Props = Readonly<Record<string, unknown>>;
type Search = ComponentType<Props>;
/** What the field held, and whether somebody was typing in it, when the search came. */
type Left = { readonly text: string; readonly hadFocus: boolean };

/**
 * A field that gets its search when somebody turns to it: the search is as heavy as a page, and most readers come for a
 * step that they were sent to. What has been typed meanwhile is not lost.
 */
export default function SearchBar(props: Props): ReactNode {
  const label = useSay()(words.search);
  const box = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState<{ readonly bar: Search; readonly left: Left } | null>(null);

  const load = (): void => {
    void import('@theme-original/SearchBar').then(({ default: bar }: { default: Search }) => {
      const field = box.current?.querySelector('input');
      const left = { text: field?.value ?? '', hadFocus: field === document.activeElement };
      return setSearch((before) => before ?? { bar, left });
    });
  };

  useLayoutEffect(() => {
    const field = box.current?.querySelector('input');
    if (search === null || !field) return;
    field.setAttribute('aria-label', label);
    if (search.left.text !== '') type(field, search.left.text);
    if (search.left.hadFocus) field.focus();
  }, [search, label]);

  useEffect(() => {
    if (search !== null) return undefined;
    const open = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      box.current?.querySelector('input')?.focus();
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, [search]);

  return (
    <div ref={box} className="search-box with-script">
      {search === null ? (
        <div className="navbar__search">
          <input
            type="search"
            className="navbar__search-input"
            placeholder={label}
            aria-label={label}
            onFocus={load}
            onPointerEnter={load}
          />
        </div>
      ) : (
        <search.bar {...props} />
      )}
    </div>
  );
}

/** As a keyboard does it: React listens to the field's own setter. */
function type(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
