import { docsPage } from '../../documentation.ts';
import { stepName } from '../../messages/standing.ts';
import { servedDocs } from '../../rehearsal/docs-address.ts';
import { EXIT, type Exit } from '../screen.ts';
import { sayRefusal, type Session, whichRun } from '../session.ts';

/**
 * The address of a step's page; without words, of the current step of the open run. Whoever types here sits at this machine,
 * so the documentation that its rehearsal workspace serves will do where the site names none.
 */
export async function docs(session: Session): Promise<Exit> {
  const { args, engine, screen, places } = session;
  const docsUrl = session.settings.docsUrl ?? servedDocs(places.data);
  const settings = docsUrl === undefined ? {} : { docsUrl };
  const isAboutRun = !(args.words[0]?.includes('/') ?? false);
  const run = isAboutRun ? await whichRun(session) : null;
  // No open run is no reason to refuse somebody who asks for nothing in particular.
  if (run !== null && typeof run !== 'string' && run.code !== 'no-open-run') return sayRefusal(screen, run);
  const view = typeof run === 'string' ? await engine.view(run) : null;
  const page = await docsPage(args.words, { engine, settings, view });
  if ('code' in page) return sayRefusal(screen, page);
  const { runbook, step, url } = page;
  screen.data({
    runbook,
    step:
      step === null ? null : { id: step.id, number: step.number, title: step.title, stepHash: step.stepHash },
    url,
  });
  if (step !== null) {
    const { en, ja } = stepName(step);
    const hash = step.stepHash.slice(0, 8);
    screen.line({ en: `${en}  ${hash}`, ja: `${ja}  ${hash}` });
  }
  screen.line(url);
  return EXIT.done;
}
