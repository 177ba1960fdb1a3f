import useBaseUrl from '@docusaurus/useBaseUrl';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';

import { hostsDiagram } from '../../page-data.ts';
import { PAGE_ANCHORS } from '../../page/anchors.ts';
import { useSay } from '../site/language.ts';
import { Inline } from '../site/markdown.tsx';
import { words } from '../site/words.ts';
import { stopOf } from './lanes.ts';
import { Needs } from './needs.tsx';
import { useRunbook } from './runbook-context.ts';
import { Timeline } from './timeline.tsx';

/** What somebody wants to know of a runbook before its first step. */
export function RunbookHead(): ReactNode {
  const say = useSay();
  const { data, view } = useRunbook();
  const { runbook } = data;
  const applying = view.steps.filter(({ applies }) => applies);
  return (
    <>
      <p className="lede">
        <Inline text={runbook.summary[data.language]} />
      </p>
      <About />
      <p className="done-by">
        <span>{say(words.runOn)}</span>
        <span>{say(words.doneBy)}</span>
      </p>
      <Timeline stops={applying.map(stopOf)} />
      <div className="brief">
        <Needs />
        <figure className="hosts">
          <figcaption>{say(words.whoTalksToWhom)}</figcaption>
          {/* Our own drawing, made as text: its layout counts letters, which needs no React. */}
          {/* oxlint-disable-next-line react/no-danger */}
          <div dangerouslySetInnerHTML={{ __html: hostsDiagram(view.talks, data.language) }} />
        </figure>
      </div>
      {view.warnings.length > 0 && (
        <ul className="plan-warnings">
          {view.warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Texts
        id={PAGE_ANCHORS.assumptions}
        title={say(words.assumptions)}
        texts={runbook.assumptions.map((text) => text[data.language])}
      />
      <Texts
        id={PAGE_ANCHORS.advice}
        title={say(words.advice)}
        texts={runbook.advice.map((text) => text[data.language])}
      />
    </>
  );
}

/** Where it comes from, and other ways to read it. */
function About() {
  const say = useSay();
  const { data } = useRunbook();
  const markdown = useBaseUrl(data.markdown);
  return (
    <ul className="about">
      <li>
        <code>{data.runbook.id}</code>
      </li>
      <li>
        {say(words.source)}
        {say(words.colon)}
        {data.source}
      </li>
      <li className="about__way">
        <a href={markdown}>{say(words.asMarkdown)}</a>
      </li>
      <li className="with-script">
        <button type="button" className="plain-button" onClick={() => globalThis.print()}>
          {say(words.print)}
        </button>
      </li>
    </ul>
  );
}

function Texts({
  id,
  title,
  texts,
}: {
  readonly id: string;
  readonly title: string;
  readonly texts: readonly string[];
}) {
  if (texts.length === 0) return null;
  return (
    <>
      <Heading as="h2" id={id}>
        {title}
      </Heading>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <Inline text={text} />
          </li>
        ))}
      </ul>
    </>
  );
}
