import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the page on React shows the code that is tested', () => {
  expect(read('../../docs/react.md')).toContain(`\`\`\`tsx\n${read('src/fixtures/react-page.fixture.tsx')}\`\`\``);
});
