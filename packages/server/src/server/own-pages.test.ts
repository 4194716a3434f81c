import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { ready: false });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Security headers of every answer. */
const SECURITY = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
  ].join(';'),
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Headers that differ from answer to answer. */
const OF_THE_EXCHANGE = new Set(
  'accept-ranges connection content-encoding content-length date etag keep-alive last-modified transfer-encoding vary'.split(
    ' ',
  ),
);

async function headersOf(path: string): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
  await response.arrayBuffer();
  expect([path, response.status]).toEqual([path, 200]);
  return Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_EXCHANGE.has(name)));
}

/** Returns the name of a built browser file in a folder. */
function fileIn(folder: string): string {
  const [name] = readdirSync(fileURLToPath(new URL(`../../dist/browser/${folder}`, import.meta.url)));
  if (!name) throw new Error(`there is no file in ${folder}`);
  return name;
}

test('the admin page loads only its own scripts and styles, and only its own site may frame it', async () => {
  for (const path of ['/', '/traces/some']) {
    expect(await headersOf(path)).toEqual({
      ...SECURITY,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
  }
});

test('pages of every origin may load the widgets, and files with a hash in the name are cached for a year', async () => {
  const script = {
    ...SECURITY,
    'access-control-allow-origin': '*',
    'content-type': 'text/javascript; charset=utf-8',
    'cross-origin-resource-policy': 'cross-origin',
  };
  expect(await headersOf('/widgets.js')).toEqual({ ...script, 'cache-control': 'public, max-age=0' });
  expect(await headersOf(`/widgets/${fileIn('widgets')}`)).toEqual({
    ...script,
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(await headersOf(`/assets/${fileIn('admin/assets')}`)).toMatchObject({
    ...SECURITY,
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test('answers of the API have the same headers, and no cache keeps them', async () => {
  for (const path of ['/api/v1/private/nothing', '/v1/nothing']) {
    const response = await fetch(`${server.url}${path}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'private, no-store']);
  }
  expect(await headersOf('/api/is-alive/ping')).toEqual({
    ...SECURITY,
    'cache-control': 'private, no-store',
    'content-type': 'application/json; charset=utf-8',
  });
});
