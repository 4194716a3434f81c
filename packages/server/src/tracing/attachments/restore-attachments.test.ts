import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type BodiesView, type Id, type Json } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-extracted-'));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dataDir });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const start_time = new Date().toISOString();
const image = () => `data:image/png;base64,${randomBytes(300_000).toString('base64')}`;
interface Read {
  input: Json;
  output: Json;
  metadata: Json;
}
const read = async (path: string) => (await server.call<Read>('GET', `private/${path}`)).body;
async function list(entity_type: string, entity_id: Id): Promise<string[]> {
  const query = new URLSearchParams({ entity_type, entity_id, project_id: newId(), path: btoa(`${server.url}/api`) });
  const { body } = await server.call<{ content: { file_name: string }[] }>('GET', `private/attachment/list?${query}`);
  return body.content.map((file) => file.file_name);
}

test('large base64 of traces and spans is stored as files, and put back when the rows are read', async () => {
  const [trace, span] = [newId(), newId()];
  const fields = { input: { image: image() }, output: [image(), 'text'], metadata: { icon: image(), n: 1 } };
  await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, start_time, ...fields }] });
  await server.call('POST', 'private/spans/batch', { spans: [{ id: span, trace_id: trace, start_time, ...fields }] });
  for (const [entity, id] of [
    ['trace', trace],
    ['span', span],
  ] as const) {
    expect((await list(entity, id)).map((name) => name.replace(/-[0-9a-f]{16}/, ''))).toEqual([
      'input-attachment-1.png',
      'metadata-attachment-1.png',
      'output-attachment-1.png',
    ]);
    expect(await read(`${entity}s/${id}`)).toMatchObject(fields);
    const stripped = await read(`${entity}s/${id}?strip_attachments=true`);
    expect(stripped.input).toEqual({
      image: expect.stringMatching(/^data:image\/png;base64,\[input-attachment-1-[0-9a-f]{16}\.png\]$/) as string,
    });
  }
  const { body } = await server.call<BodiesView>('POST', `view/traces/${trace}/bodies`, { ids: [trace, span] });
  expect(body.bodies).toMatchObject([fields, fields]);
});

test('a repeated write makes no second file, and an update makes its own', async () => {
  const id = newId();
  const [before, after] = [image(), image()];
  const trace = { id, start_time, input: before };
  for (let time = 0; time < 2; time++) await server.call('POST', 'private/traces/batch', { traces: [trace] });
  expect(await list('trace', id)).toHaveLength(1);
  await server.call('PATCH', `private/traces/${id}`, { output: { after } });
  expect(await list('trace', id)).toHaveLength(2);
  expect(await read(`traces/${id}`)).toMatchObject({ input: before, output: { after } });
  await server.call('DELETE', `private/traces/${id}`);
  expect(await list('trace', id)).toEqual([]);
});

test('text that only looks like a reference stays, and so does a reference to a missing file', async () => {
  const id = newId();
  const text = 'see [input-attachment-1-0123456789abcdef.png]';
  await server.call('POST', 'private/traces/batch', { traces: [{ id, start_time, input: text, output: image() }] });
  const files = join(dataDir, 'attachments', 'files', 'w-default', 'trace', id);
  for (const name of readdirSync(files)) rmSync(join(files, name));
  const { input, output } = await read(`traces/${id}`);
  expect(input).toBe(text);
  expect(output).toMatch(/^data:image\/png;base64,\[output-attachment-1-/);
});

test('base64 stays in its trace if files cannot be stored', async () => {
  const other = mkdtempSync(join(tmpdir(), 'vitrine-no-files-'));
  // A file is in the place of the directory.
  writeFileSync(join(other, 'attachments'), '');
  const lonely = await startTestServer({ dataDir: other, log: pino({ level: 'silent' }) });
  const id = newId();
  const input = image();
  expect((await lonely.call('POST', 'private/traces/batch', { traces: [{ id, start_time, input }] })).status).toBe(204);
  expect((await lonely.call<Read>('GET', `private/traces/${id}?strip_attachments=false`)).body.input).toBe(input);
  await lonely[Symbol.asyncDispose]();
  expect(existsSync(join(other, 'attachments', 'files'))).toBe(false);
  rmSync(other, { recursive: true, force: true });
});
