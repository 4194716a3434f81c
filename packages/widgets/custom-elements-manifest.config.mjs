import { readFileSync } from 'node:fs';

/** The design tokens, from the `@cssprop` lines of their doc comment. */
const source = readFileSync(new URL('src/theme/tokens.styles.ts', import.meta.url), 'utf8');
const TOKENS = [...source.matchAll(/@cssprop \[?(?<name>--[\w-]+)(?:=(?<default>[^\]]+)\])? - (?<description>.+)/g)];

/** Adds the design tokens to every element whose styles begin with them; an element's own comment wins. */
const designTokens = {
  name: 'design-tokens',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node) || !/static override styles = \[tokens\b/.test(node.getText())) return;
    const element = moduleDoc.declarations.find(({ name }) => name === node.name?.getText());
    const own = element.cssProperties ?? [];
    const names = new Set(own.map(({ name }) => name));
    element.cssProperties = [
      ...own,
      ...TOKENS.map(({ groups }) => ({ ...groups })).filter(({ name }) => !names.has(name)),
    ];
  },
};

/** Leaves out private members, and what the analyzer guesses from calls of `dispatchEvent`. */
const publicOnly = {
  name: 'public-only',
  moduleLinkPhase({ moduleDoc }) {
    for (const element of moduleDoc.declarations) {
      element.members = element.members?.filter(({ privacy }) => privacy === undefined || privacy === 'public');
      element.events = element.events?.filter(({ description }) => description !== undefined);
    }
  },
};

/** Names the built modules, which are what a page imports. */
const builtPaths = {
  name: 'built-paths',
  packageLinkPhase({ customElementsManifest }) {
    const built = (path) => path.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
    for (const module of customElementsManifest.modules) {
      module.path = built(module.path);
      for (const { declaration } of module.exports) {
        if (declaration.module !== undefined) declaration.module = built(declaration.module);
      }
    }
  },
};

/** Writes dist/custom-elements.json, the contract of the public elements, from their class comments. */
export default {
  globs: ['src/elements/*/vitrine-*.ts'],
  exclude: ['src/**/*.{stories,styles,test}.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [designTokens, publicOnly, builtPaths],
};
