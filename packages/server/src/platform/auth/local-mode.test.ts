import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
let port: number;
beforeAll(async () => {
  server = await startTestServer();
  port = Number(new URL(server.url).port);
});
afterAll(() => server[Symbol.asyncDispose]());

/** Sends lines of a request as they are. Returns the status. */
async function statusOf(
  lines: readonly string[],
  path = '/vitrine/api/v1/view/projects',
  version = '1.1',
): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  const text = lines.map((line) => line.replaceAll('{port}', String(port)));
  socket.write([`GET ${path} HTTP/${version}`, ...text, 'Connection: close', '', ''].join('\r\n'));
  let answer = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
  await once(socket, 'close');
  return Number(answer.split(' ')[1]);
}

const HOST = 'Host: localhost:{port}';

describe('a request from this machine gets in', () => {
  test.each([
    ['to localhost', [HOST]],
    ['to 127.0.0.1', ['Host: 127.0.0.1:{port}']],
    ['to ::1', ['Host: [::1]:{port}']],
    ['to a host in capitals', ['hOsT: LOCALHOST']],
    ['from a page of its own host', [HOST, 'Origin: http://localhost:{port}', 'Sec-Fetch-Site: same-origin']],
    ['by https of its own host', ['Host: localhost', 'Origin: https://LOCALHOST']],
    ['from the address bar of a browser', [HOST, 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate']],
    ["from Node's fetch", [HOST, 'Sec-Fetch-Mode: cors', 'User-Agent: node']],
    [
      'by a link on another page',
      [HOST, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
    ],
    ['from a worker on this machine', [HOST, 'CF-Worker: worker.example.com']],
    ['with headers that only resemble those of proxies', [HOST, 'X-Forwarder: a', 'Viable: b', 'X-Cf-Ray: c']],
  ])('%s', async (_, lines) => {
    expect(await statusOf(lines)).toBe(200);
  });

  test('by fetch', async () => {
    expect((await fetch(`${server.url}/api/v1/view/projects`)).status).toBe(200);
  });
});

describe('a request that may come from elsewhere is answered 401', () => {
  test.each([
    'Forwarded: for=192.0.2.7',
    'X-Forwarded: 192.0.2.7',
    'X-Forwarded-For: 192.0.2.7',
    'X-Forwarded-Proto: http',
    'X-Forwarded-Prefix: /obs',
    'X-Real-IP: 192.0.2.7',
    'Via: 1.1 proxy',
    'CF-Connecting-IP: 192.0.2.7',
    'CF-Worker-Upstream: worker.example.com',
    'CF-Ray: 1',
    'True-Client-IP: 192.0.2.7',
    'X-Client-IP: 192.0.2.7',
    'X-Envoy-External-Address: 192.0.2.7',
    'X-Amzn-Trace-Id: Root=1',
    'Fastly-Client-IP: 192.0.2.7',
  ])('with the header of a proxy: %s', async (line) => {
    expect(await statusOf([HOST, line])).toBe(401);
    expect(await statusOf([line.toLowerCase().replace('/obs', ''), HOST])).toBe(401);
  });

  test.each([
    ['another name', ['Host: localhost.evil.com']],
    ['another name with the port', ['Host: localhost.evil.com:{port}']],
    ['a public name', ['Host: vitrine.example']],
    ['an empty name', ['Host:']],
    ['two hosts', [HOST, 'Host: vitrine.example']],
    ['two hosts, the first of which is another', ['Host: vitrine.example', HOST]],
    ['the same host twice', [HOST, HOST]],
  ])('with %s', async (_, lines) => {
    expect(await statusOf(lines)).toBe(401);
  });

  test('over HTTP/1.0', async () => {
    expect(await statusOf([HOST], undefined, '1.0')).toBe(401);
    expect(await statusOf([HOST, 'Connection: keep-alive'], undefined, '1.0')).toBe(401);
  });

  test.each([
    ['of another origin', ['Origin: https://evil.example']],
    ['of another port', ['Origin: http://localhost:1']],
    ['of a name that begins with the host', ['Origin: http://localhost:{port}.evil.example']],
    ['of a sandbox', ['Origin: null']],
    ['of another site', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script']],
    ['of the same site', ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty']],
    ['in whose frame it is', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe']],
    ['of a site that no browser names', ['Sec-Fetch-Site: own']],
  ])('from a page %s', async (_, lines) => {
    expect(await statusOf([HOST, ...lines])).toBe(401);
  });
});
