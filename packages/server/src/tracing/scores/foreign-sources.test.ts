import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';

test('streams send a stored score with an unknown source as a score of the SDK', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-sources-'));
  const server = await startTestServer({ dataDir });
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  try {
    const project_name = 'foreign';
    const [trace, span] = [newId(), newId()];
    const start_time = new Date().toISOString();
    const thread_id = 'talk';
    await server.call('POST', 'private/traces/batch', {
      traces: [{ id: trace, project_name, thread_id, start_time }],
    });
    await server.call('POST', 'private/spans/batch', {
      spans: [{ id: span, trace_id: trace, project_name, start_time }],
    });
    const score = (source: string) => ({ name: source, value: 1, source });
    const sources = ['ui', 'sdk', 'online_scoring'];
    for (const source of sources) {
      for (const [path, scored] of [
        ['traces', { id: trace }],
        ['spans', { id: span }],
        ['traces/threads', { thread_id, project_name }],
      ] as const) {
        const { status } = await server.call('PUT', `private/${path}/feedback-scores`, {
          scores: [{ ...scored, ...score(source) }],
        });
        expect([source, path, status]).toEqual([source, path, 204]);
      }
    }
    // Another version of the server may have stored such a score.
    await database.acrossWorkspaces('a test').command(
      `INSERT INTO feedback_scores SELECT * REPLACE ('experiment' AS name, 'experiment' AS source)
         FROM (SELECT * FROM feedback_scores FINAL WHERE source = 'sdk')`,
    );
    const sourcesOf = async (path: string) => {
      const response = await fetch(`${server.url}/api/v1/private/${path}/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ project_name }),
      });
      const rows = (await response.text()).trim().split('\n');
      expect(rows).toHaveLength(1);
      const { feedback_scores } = JSON.parse(rows[0] ?? '') as {
        feedback_scores: { name: string; source: string }[];
      };
      return Object.fromEntries(feedback_scores.map(({ name, source }) => [name, source]));
    };
    for (const path of ['traces', 'spans', 'traces/threads']) {
      expect([path, await sourcesOf(path)]).toEqual([
        path,
        { ...Object.fromEntries(sources.map((source) => [source, source])), experiment: 'sdk' },
      ]);
    }
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
