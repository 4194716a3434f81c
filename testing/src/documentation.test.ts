import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { llmsText } from '../../scripts/llms-text.ts';

const ROOT = join(import.meta.dirname, '../..');
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.vitrine', 'storybook-static', 'results', 'tarballs']);

/** Returns the files below a directory, as paths relative to the root of the repository. */
function filesOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesOf(path) : [relative(ROOT, path)];
  });
}

const files = filesOf(ROOT);
const pages = files.filter((file) => file.endsWith('.md'));
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const withoutCode = (text: string): string => text.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** Returns the anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = textOf(page)
    .replaceAll(/^```[^]*?^```/gm, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Returns the links of a page to files or headings that the repository does not have. */
function brokenLinks(page: string): string[] {
  const text = withoutCode(textOf(page));
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
    ([, link, attribute]) => link ?? attribute ?? '',
  );
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const linked = path === '' ? page : join(dirname(page), path);
    const isThere = files.some((file) => file === linked || file.startsWith(`${linked.replace(/\/$/, '')}/`));
    return !isThere || (anchor !== undefined && !anchorsOf(linked).includes(anchor));
  });
}

/** Returns the source files that a page names but the repository does not have. A page may omit the start of a path. */
function unknownFiles(page: string): string[] {
  const named = [...textOf(page).matchAll(/`([\w@][\w@./-]*\.(?:ts|mjs|sql))`/g)].map(([, path = '']) => path);
  return named.filter((path) => !files.some((file) => file === path || file.endsWith(`/${path}`)));
}

describe('documentation', () => {
  test('links only to pages, headings and pictures that exist', () => {
    const broken = pages.flatMap((page) => brokenLinks(page).map((target) => `${page}: ${target}`));
    expect(broken).toEqual([]);
  });

  test('names only source files that exist', () => {
    const unknown = pages.flatMap((page) => unknownFiles(page).map((path) => `${page}: ${path}`));
    expect(unknown).toEqual([]);
  });

  test('lists all pages of docs/ in the README', () => {
    const readme = textOf('README.md');
    const missing = pages.filter((page) => /^docs\/(?!decisions\/\d)/.test(page) && !readme.includes(`(${page}`));
    expect(missing).toEqual([]);
  });

  test('does not name the command `npx vitrine`, which is not ours', () => {
    expect(pages.filter((page) => /npx (?:-\S+ )*vitrine\b/.test(textOf(page)))).toEqual([]);
  });

  test('for language models is listed in llms.txt as the README lists it', () => {
    // On a difference, run `npm run llms`.
    expect(textOf('llms.txt')).toBe(llmsText(textOf('README.md')));
    expect(textOf('llms.txt')).toContain('](https://raw.githubusercontent.com/vitrine-dev/vitrine/main/docs/sdk.md)');
  });
});
