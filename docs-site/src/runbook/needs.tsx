import type { ReactNode } from 'react';

import type { PageNeeds } from '../../page-data.ts';
import { useSay } from '../site/language.ts';
import { words } from '../site/words.ts';
import { shortNumber } from './lanes.ts';
import { useRunbook } from './runbook-context.ts';

/** Who and what must be there before the first step, and what it will cost, for the values of the page. */
export function Needs(): ReactNode {
  const say = useSay();
  const { needs } = useRunbook().view;
  return (
    <dl className="needs">
      <Need title={say(words.people)}>
        <p>{say(words.approvers(needs.approvers))}</p>
        {needs.byHand.length > 0 && (
          <p>
            {say(words.handsAt)}
            {say(words.colon)}
            <Links steps={needs.byHand} />
          </p>
        )}
        {needs.unlessMapped.length > 0 && (
          <p>
            {say(words.handsUnlessMapped)}
            {say(words.colon)}
            <Links steps={needs.unlessMapped} />
          </p>
        )}
      </Need>
      <Need title={say(words.outage)}>
        {needs.services.length === 0 ? (
          <p>{say(words.noOutage)}</p>
        ) : (
          <ul>
            {needs.services.map(({ id, name, down, up }) => (
              <li key={`${id} ${down.anchor}`}>
                {name}
                {say(words.colon)}
                <Links steps={up === null ? [down] : [down, up]} between="–" />
              </li>
            ))}
          </ul>
        )}
      </Need>
      <Need title={say(words.noWayBack)}>
        {needs.irreversible.length === 0 ? (
          <p>{say(words.noneIrreversible)}</p>
        ) : (
          <p>
            <Links steps={needs.irreversible} />
          </p>
        )}
      </Need>
      {needs.secrets.length > 0 && (
        <Need title={say(words.secrets)}>
          <ul>
            {needs.secrets.map(({ name, title, steps }) => (
              <li key={name}>
                {title}
                {say(words.colon)}
                <Links steps={steps} />
              </li>
            ))}
          </ul>
          <p className="needs__aside">{say(words.secretsWhy)}</p>
        </Need>
      )}
    </dl>
  );
}

function Need({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `between`: a comma where nothing else is said. */
function Links({ steps, between }: { readonly steps: PageNeeds['byHand']; readonly between?: string }) {
  const say = useSay();
  return steps.map((step, index) => (
    <span key={step.anchor}>
      {index > 0 && (between ?? say(words.comma))}
      <a href={`#${step.anchor}`} title={step.title}>
        {shortNumber(step)}
      </a>
    </span>
  ));
}
