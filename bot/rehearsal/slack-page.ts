/** There is one channel: on a narrow screen its list and the state of the connection give way, and a thread lies over the channel. */
const NARROW =
  '@media(max-width:640px){.sidebar,.brand,.topbar .pill,.topbar .status,.topbar .app-status{display:none}.topbar-right{flex:1;gap:8px;justify-content:space-between}.actas select{max-width:46vw}.thread-pane{position:fixed;top:44px;right:0;bottom:0;left:0;width:100%!important;z-index:30}}';

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
    gap: 'stays scrolled down where another form takes the place of one',
    is: ',R))]}),f.jsxs("div",{className:"modal-foot"',
    shouldBe: ',R))]},m.id),f.jsxs("div",{className:"modal-foot"',
  },
  {
    gap: 'has text fields that are shorter than choices, and no room for a text of many lines',
    is: '.bk-plain-input{width:100%;max-width:420px}',
    shouldBe: '.bk-plain-input{width:100%}textarea.bk-plain-input{min-height:120px;resize:vertical}',
  },
  {
    gap: 'proposes a command that is not there',
    is: 'try /echo hi',
    shouldBe: 'try /migrate help',
  },
  {
    gap: 'does not say with what an empty channel begins',
    is: 'No messages yet. Say something below.',
    shouldBe:
      'Type /migrate start below to begin. まだ何もありません。下の欄に /migrate start と入力してください。',
  },
  {
    gap: 'is wider than a telephone',
    is: 'padding:0 3px;font-size:13px}</style>',
    shouldBe: `padding:0 3px;font-size:13px}${NARROW}</style>`,
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
