import { useAlternatePageUtils } from '@docusaurus/theme-common/internal';
import type { ReactNode, SyntheticEvent } from 'react';

import { useLanguage, useSay } from './language.ts';
import { placeIn } from './place-in.ts';
import { words } from './words.ts';

/** A navbar and a finger's breadth: what begins above this is what is being read. */
const READING_FROM_PX = 160;

/**
 * A link to the same place in the other language: the step in view, the reader's values and all. There are two
 * languages, so nothing has to be unfolded; without JavaScript it leads to the page.
 */
export function LanguageSwitch({ mobile = false }: { readonly mobile?: boolean }): ReactNode {
  const say = useSay();
  const other = useLanguage() === 'ja' ? 'en' : 'ja';
  const page = useAlternatePageUtils().createUrl({ locale: other, fullyQualified: false });
  const aim = ({ currentTarget }: SyntheticEvent<HTMLAnchorElement>): void => {
    currentTarget.href = `${page}${globalThis.location.search}${placeInView()}`;
  };
  const link = (
    <a
      href={page}
      lang={other}
      hrefLang={other}
      aria-label={say(words.otherLanguageLabel)}
      className={mobile ? 'menu__link' : 'language-switch'}
      onClick={aim}
      onFocus={aim}
      onPointerDown={aim}
      onPointerEnter={aim}
    >
      {say(words.otherLanguage)}
    </a>
  );
  return mobile ? <li className="menu__list-item">{link}</li> : link;
}

/** `#id` of the last heading that has been scrolled to; none at the top of a page. */
function placeInView(): string {
  const { hash } = globalThis.location;
  const named = document.getElementById(placeIn(hash) ?? '');
  const box = named?.getBoundingClientRect();
  if (box !== undefined && box.bottom >= 0 && box.top <= globalThis.innerHeight) return hash;
  const passed = [...document.querySelectorAll('article :is(h2, h3)[id]')].filter(
    (heading) => heading.checkVisibility() && heading.getBoundingClientRect().top <= READING_FROM_PX,
  );
  const last = passed.at(-1);
  return last === undefined ? '' : `#${last.id}`;
}
