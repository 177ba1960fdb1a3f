// npm run check:japanese — the Japanese of runbooks, catalogues and documents, in one process. Exit 1 if anything is found.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';

import { createLinter, loadTextlintrc } from 'textlint';

import {
  type Passage,
  passageOfMarkdown,
  passagesOfTypeScript,
  passagesOfYaml,
} from './japanese/passages.ts';

const asked = process.argv.slice(2);
// The lab's seed holds mail, which is data and may be as sloppy as mail is.
const files =
  asked.length > 0
    ? asked
    : globSync([
        'runbooks/**/*.yaml',
        'core/**/*.ts',
        'bot/**/*.ts',
        '*.ja.md',
        'docs-site/content/**/*.ja.md',
        'docs-site/glossary/*.ts',
        'docs-site/generator/*.ts',
        'docs-site/page/*.ts',
        'docs-site/src/**/*.ts',
      ]);

function passagesOf(file: string): readonly Passage[] {
  if (file.endsWith('.yaml')) return passagesOfYaml(file);
  return file.endsWith('.ts') ? passagesOfTypeScript(file) : [passageOfMarkdown(file)];
}

/** A label is no sentence and has no full stop; a half of a sentence in a catalogue has none either. */
const isFragment = (text: string): boolean => !text.includes('。');

const descriptor = await loadTextlintrc({
  configFilePath: resolve(import.meta.dirname, 'japanese/textlint.yml'),
});
const linter = createLinter({ descriptor });

let passages = 0;
let problems = 0;
for (const file of files.toSorted()) {
  for (const passage of passagesOf(file)) {
    passages += 1;
    // The extension chooses the syntax: texts of runbooks and catalogues are Markdown.
    const { messages } = await linter.lintText(passage.text, 'passage.md');
    for (const { ruleId, message, index } of messages) {
      if (isFragment(passage.text) && ruleId.endsWith('/ja-no-mixed-period')) continue;
      problems += 1;
      const [what = ''] = message.split('\n');
      const near = passage.text.slice(Math.max(0, index - 12), index + 12).replaceAll('\n', ' ');
      console.log(`${file}:${passage.lineOf(index)} ${ruleId}: ${what} (… ${near} …)`);
    }
  }
}
console.log(`${passages} Japanese texts in ${files.length} files, ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
