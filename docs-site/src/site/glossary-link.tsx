import MDXLink from '@theme/MDXComponents/A';
import { type ComponentProps, type ReactNode, type SyntheticEvent, useId, useState } from 'react';

type Props = ComponentProps<typeof MDXLink>;

/** A link of a page. One to a word of the glossary carries the word's meaning as its title, and gets a tooltip. */
export function GlossaryLink(props: Props): ReactNode {
  const { href, title, ...others } = props;
  if (title === undefined || href === undefined || !/\/glossary\/?#/u.test(href))
    return <MDXLink {...props} />;
  return <Term {...others} href={href} meaning={title} />;
}

/** Leads to the glossary everywhere; shows the meaning on the spot where a pointer or the keyboard rests. */
function Term({ meaning, ...link }: Props & { readonly meaning: string }) {
  const id = useId();
  const [shows, setShows] = useState(false);
  const [side, setSide] = useState<'left' | 'right'>('left');
  const show = ({ currentTarget }: SyntheticEvent<HTMLElement>): void => {
    // It grows towards the middle, and so never out of the window.
    const { left, right } = currentTarget.getBoundingClientRect();
    setSide((left + right) / 2 > globalThis.innerWidth / 2 ? 'right' : 'left');
    setShows(true);
  };
  return (
    <span
      className="term"
      onPointerEnter={show}
      onPointerLeave={() => setShows(false)}
      onFocus={show}
      onBlur={() => setShows(false)}
      onKeyDown={({ key }) => {
        // WCAG 1.4.13: what appears can be sent away without moving.
        if (key === 'Escape') setShows(false);
      }}
    >
      <MDXLink {...link} aria-describedby={id} />
      <span role="tooltip" id={id} className="term__meaning" data-side={side} hidden={!shows}>
        {meaning}
      </span>
    </span>
  );
}
