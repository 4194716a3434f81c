import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

/** Asserts that a server stores and returns traces, and serves the widgets, the admin page and its health. */
export async function checkServer(url: string): Promise<void> {
  const id = versionSeven();
  const written = await fetch(`${url}/api/v1/private/traces/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ traces: [{ id, name: 'packed', start_time: new Date().toISOString() }] }),
  });
  assert.equal(written.status, 204, await written.text());
  const read = await answer(`${url}/api/v1/private/traces/${id}`);
  assert.equal((JSON.parse(read) as { name: string }).name, 'packed');
  assert.match(await answer(`${url}/api/health`), /"ready"/);
  assert.match(await answer(`${url}/widgets.js`), /vitrine-trace/);
  const page = await answer(`${url}/`, { accept: 'text/html' });
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
  assert.ok(script, page);
  await answer(`${url}/${script}`);
}

async function answer(url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  assert.equal(response.status, 200, `${url}: ${text}`);
  return text;
}

function versionSeven(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
