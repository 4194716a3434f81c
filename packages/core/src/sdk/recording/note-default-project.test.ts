import { expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';

it('one line of the log in a process says that traces are recorded in Default Project', () => {
  const lines: string[] = [];
  const logger = { warn: () => {}, info: (line: string) => void lines.push(line) };
  const options = { transport: new MemoryTransport(), logger };
  const quiet = new Vitrine(options);
  const named = new Vitrine({ ...options, logLevel: 'info', projectName: 'p' });
  const unnamed = new Vitrine({ ...options, logLevel: 'info' });
  for (const client of [quiet, named]) client.trace({ name: 't' });
  unnamed.trace({ name: 't', projectName: 'p' });
  expect(lines).toEqual([]);
  for (const client of [unnamed, new Vitrine({ ...options, logLevel: 'info' })]) client.trace({ name: 't' });
  expect(lines).toEqual([expect.stringContaining('"Default Project"')]);
});
