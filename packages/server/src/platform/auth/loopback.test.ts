import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isFromLoopback, isLoopbackName } from './loopback.ts';

/** A request from an address, to a host. */
function requestFrom(remoteAddress: string | undefined, host: string | undefined): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  if (host !== undefined) {
    request.headers.host = host;
    request.rawHeaders.push('Host', host);
  }
  return request;
}

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('a request from %s is from this machine', (peer) => {
  expect(isFromLoopback(requestFrom(peer, 'localhost:4747'))).toBe(true);
});

test.each([
  '192.0.2.7',
  '10.0.0.1',
  '1.127.0.0',
  '::ffff:192.0.2.7',
  '::2',
  'fe80::1',
  'fd00::1',
  '128.0.0.1',
  '127.0.0.1.2',
  '',
  undefined,
])('a request from %s is not from this machine, for any host', (peer) => {
  for (const host of ['localhost', 'localhost:4747', '127.0.0.1', '[::1]:4747']) {
    expect(isFromLoopback(requestFrom(peer, host))).toBe(false);
  }
});

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '[::1]'])('the host %s means this machine', (name) => {
  expect(isLoopbackName(name)).toBe(true);
  for (const host of [name, `${name}:4747`]) expect(isFromLoopback(requestFrom('127.0.0.1', host))).toBe(true);
});

test('an address to listen on may be ::1 without brackets', () => {
  expect(isLoopbackName('::1')).toBe(true);
});

test.each([
  '127.0.0.1.evil.example',
  'evil.example.127.0.0.1',
  'localhost.evil.example',
  'evil-localhost',
  'evil.example',
  '127.0.0.1@evil.example',
  '127.evil.example',
  '[::1].evil.example',
  '0.0.0.0',
  '',
])('the host "%s" does not mean this machine', (name) => {
  expect(isLoopbackName(name)).toBe(false);
  expect(isFromLoopback(requestFrom('127.0.0.1', name))).toBe(false);
  expect(isFromLoopback(requestFrom('127.0.0.1', `${name}:4747`))).toBe(false);
});

test('a request without a host does not mean this machine', () => {
  expect(isFromLoopback(requestFrom('127.0.0.1', undefined))).toBe(false);
});
