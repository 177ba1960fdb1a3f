import type { ReactNode } from 'react';

import { quoteShell } from '../../../core/runbook/render.ts';
import { Command } from '../runbook/command.tsx';
import { useRunbook } from '../runbook/runbook-context.ts';
import { useSay } from '../site/language.ts';
import { Inline } from '../site/markdown.tsx';
import { words } from '../site/words.ts';

/** The same plan in a terminal: what the page shows can be held against what Watari prints. */
export function ShareValues(): ReactNode {
  const say = useSay();
  const { data, typed, problems } = useRunbook();
  // What cannot stand is not shown either: the page has the example there.
  const wrong = new Set(problems.map(({ name }) => name));
  const given = Object.entries(typed).filter(([name, value]) => value !== '' && !wrong.has(name));
  const set = given.map(([name, value]) => ` --set ${quoteShell(`${name}=${value}`)}`).join('');
  return (
    <div className="values__share with-script">
      <p>
        <Inline text={say(words.sameInTerminal)} />
      </p>
      <Command text={`npm run -s watari -- plan ${data.runbook.id} --examples${set}`} />
    </div>
  );
}
