import { both } from '../../messages/words.ts';
import { forPeople } from './subcommand.ts';

const how = both('lang: say en or ja', 'lang：en か ja を指定してください。');
const chosenNow = both('From now on, English.', 'これからは日本語で表示します。');

/** The language in which somebody alone is answered. */
export const lang = forPeople(async ({ desk, args, who }, by) => {
  const chosen = args.words[0] ?? args.lang;
  if (chosen !== 'en' && chosen !== 'ja') return { text: how[who.language] };
  await desk.store.preferences.setLanguage(by.person, chosen);
  return { text: chosenNow[chosen] };
});
