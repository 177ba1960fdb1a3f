/** What the page of local-slack 0.1.8 does otherwise than Slack, each as the code that is there and the code that should be. */
const GAPS: readonly { readonly gap: string; readonly is: string; readonly shouldBe: string }[] = [
  {
    gap: 'shows what one person alone may see to everybody who acts here',
    is: 'de.map(w=>{',
    shouldBe: 'de.filter(w=>!w.ephemeral_to||w.ephemeral_to===m).map(w=>{',
  },
  {
    gap: 'shows three backticks in place of a block of code',
    is: 'function C6(l){',
    shouldBe:
      'function C6(l){return l.split("```").map((p,i)=>i%2?`<pre class="block">${E7(p)}</pre>`:C7(p)).join("")}function C7(l){',
  },
  {
    gap: 'escapes what was escaped for it',
    is: 'let c=j6(E6(l));',
    shouldBe: 'let c=j6(E7(l));',
  },
  {
    gap: 'has no name for what is escaped once',
    is: 'function E6(',
    shouldBe: 'function E7(l){return E6(l).replace(/&amp;(amp|lt|gt);/g,"&$1;")}function E6(',
  },
  {
    gap: 'does not show which option a choice begins with',
    is: 'L.value)??"";return f.jsxs("select"',
    shouldBe: 'L.value)??((l.initial_option||{}).value??"");return f.jsxs("select"',
  },
  {
    gap: 'has one line for a text of many',
    is: 'return f.jsx("input",{className:"bk-plain-input"',
    shouldBe: 'return f.jsx(l.multiline?"textarea":"input",{className:"bk-plain-input"',
  },
  {
    gap: 'names a wrong field by its id',
    is: 'className:"modal-error",children:[R,": ",L]',
    shouldBe:
      'className:"modal-error",children:[(m.blocks.find(b=>b.block_id===R&&b.label)||{label:{text:R}}).label.text,": ",L]',
  },
  {
    gap: 'has no look for a block of code',
    is: '.mrkdwn-quote{',
    shouldBe:
      '.block{margin:4px 0;padding:8px;background:#f8f8f8;border:1px solid #ddd;border-radius:4px;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}.mrkdwn-quote{',
  },
];

/** The page as Slack's would look. A gap that is not found was mended by another version: the page stays as it is there. */
export const mendPage = (html: string): string =>
  GAPS.reduce((page, { is, shouldBe }) => page.replace(is, () => shouldBe), html);

/** Gaps that a page still has. */
export const openGaps = (html: string): readonly string[] =>
  GAPS.filter(({ shouldBe }) => !html.includes(shouldBe)).map(({ gap }) => gap);
