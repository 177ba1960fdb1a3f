import { both } from '../both.ts';
import { describe } from '../describe.ts';
import { namesIn } from '../template.ts';
import type { Rule } from './rule.ts';

const inArguments: Rule = {
  name: 'secret-in-arguments',
  description: {
    en: 'A secret stands in the arguments of a command only if its parameter says inArguments: true, and says it only then.',
    ja: '秘密の値をコマンドの引数に書けるのは、パラメータに inArguments: true がある場合だけです。引数に書かないなら、この指定も書きません。',
  },
  find: ({ source, templates }) =>
    Object.entries(source.parameters).flatMap(([name, parameter]) => {
      if (parameter.type !== 'secret') return [];
      const uses = templates.filter(
        ({ kind, template }) => kind !== 'text' && namesIn(template).includes(name),
      );
      if (parameter.inArguments === true)
        return uses.length > 0
          ? []
          : [
              {
                path: ['parameters', name, 'inArguments'],
                found: both(
                  `inArguments of ${describe(name)}, which no command takes as an argument`,
                  `どのコマンドの引数にもない ${describe(name)} の inArguments`,
                ),
                allowed: both('a secret without inArguments', 'inArguments のない秘密の値'),
              },
            ];
      return uses.map(({ path }) => ({
        path,
        found: both(
          `the secret {{${name}}}, which others on that host can see meanwhile`,
          `実行中に同じホストのほかの人にも見える、秘密の値 {{${name}}}`,
        ),
        allowed: both(
          `stdin or prompts, or inArguments: true at ${describe(name)}`,
          `stdin か prompts、または ${describe(name)} の inArguments: true`,
        ),
      }));
    }),
};

export const SECRET_RULES: readonly Rule[] = [inArguments];
