// Writes llms.txt, the list of the documentation for language models (llmstxt.org), from the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(import.meta.dirname, '..');
/** Where the files of the repository are served as plain text. */
const RAW = 'https://raw.githubusercontent.com/vitrine-dev/vitrine/main/';

/** Returns the part of a text between two headings. */
function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from) + from.length;
  return text.slice(start, text.indexOf(to, start)).trim();
}

/**
 * Returns the content of llms.txt: what Vitrine is, and the lists of pages of the README, with absolute links.
 *
 * @param readme text of the README
 */
export function llmsText(readme: string): string {
  const summary = between(readme, '# Vitrine\n', '- **Record**');
  const features = between(readme, summary, '<picture>');
  const lists = between(`${readme}\n`, '## Where to read on\n', 'Apache-2.0').replaceAll(/^### /gm, '## ');
  const text = `# Vitrine\n\n> ${summary}\n\n${features}\n\n${lists}\n`;
  return text.replaceAll(/\]\((?![a-z]+:)([^)]+)\)/g, (_, path: string) => `](${RAW}${path})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, 'llms.txt'), llmsText(readFileSync(join(ROOT, 'README.md'), 'utf8')));
}
