// Stands for prism-react-renderer in the browser: blocks are drawn without it (theme/CodeBlock), and the theme only hands
// its languages to what is called Prism.
export const Prism = { languages: {} };
