import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';

/**
 * Opik's SDKs hide their errors in their log. Fails every test of a file after which anything is left in it, or on
 * stderr.
 *
 * @returns what has been logged; what a test expects there it takes out
 */
export function expectSilence(): string[] {
  const said: string[] = [];
  beforeAll(() => {
    for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.join(' ')));
    }
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  });
  afterEach(() => {
    expect(said.splice(0)).toEqual([]);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    expect(said).toEqual([]);
  });
  return said;
}
