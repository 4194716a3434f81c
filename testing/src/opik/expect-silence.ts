import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';

/**
 * Fails each test of a file that leaves a line in the log or on stderr. Opik's SDKs report their errors only in the
 * log.
 *
 * @returns the logged lines; a test removes the lines that it expects
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
