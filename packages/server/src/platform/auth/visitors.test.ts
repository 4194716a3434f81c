import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { Visitor } from './auth-options.ts';
import { Visitors } from './visitors.ts';

/** What the hook does for a request; it is set before each request. */
let hook: () => unknown;
const lines: string[] = [];
let server: TestServer;
beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  server = await startTestServer({ authorize: () => hook() as Visitor, log });
});
afterAll(() => server[Symbol.asyncDispose]());

async function statusOf(answer: () => unknown, headers: Record<string, string> = {}): Promise<number> {
  hook = answer;
  return (await fetch(`${server.url}/api/v1/view/projects`, { headers })).status;
}

describe('the hook authorize', () => {
  test.each([
    ['a visitor with a role', { subject: 'ada', role: 'read' }],
    ['a visitor in the default workspace', { subject: 'ada', role: 'read', workspace: 'default' }],
    ['a promise of a visitor', Promise.resolve({ subject: 'ada', role: 'read' })],
    ['an end user', { subject: 'ada', embed: { thread: 't' } }],
    ['a name of 300 characters', { subject: 'a'.repeat(300), role: 'read' }],
  ])('lets in %s', async (_, answer) => {
    expect(await statusOf(() => answer)).toBe(200);
  });

  test.each([[undefined], [null], [Promise.resolve(undefined)]])('that returns %s knows nobody', async (answer) => {
    expect(await statusOf(() => answer)).toBe(401);
  });

  test.each([
    ['true', true],
    ['an empty object', {}],
    ['a number', 1],
    ['a text', 'ada'],
    ['a list', [{ subject: 'ada', role: 'read' }]],
    ['a subject without a role', { subject: 'ada' }],
    ['an unknown role', { subject: 'ada', role: 'owner' }],
    ['the name of an inherited property as role', { subject: 'ada', role: 'constructor' }],
    ['a role without a subject', { role: 'read' }],
    ['an empty subject', { subject: '', role: 'read' }],
    ['a subject of 301 characters', { subject: 'a'.repeat(301), role: 'read' }],
    ['a number as subject', { subject: 7, role: 'read' }],
    ['a role and a grant', { subject: 'ada', role: 'read', embed: { thread: 't' } }],
    ['a grant of a whole project', { subject: 'ada', embed: { project: 'shop' } }],
    ['a grant with an unknown field', { subject: 'ada', embed: { thread: 't', colour: 'red' } }],
    ['a grant that is no object', { subject: 'ada', embed: true }],
    ['an unknown field', { subject: 'ada', role: 'read', actions: ['traces:delete'] }],
  ])('lets nobody in with %s, and the log shows the accepted form', async (_, answer) => {
    lines.length = 0;
    expect(await statusOf(() => answer)).toBe(403);
    expect(lines.join()).toMatch(/the hook authorize returned a visitor that is not accepted.*role/);
  });

  test('lets nobody in if it throws, and what it threw is logged without the headers of the request', async () => {
    lines.length = 0;
    const authorization = 'Bearer host-secret';
    const status = await statusOf(
      () => {
        throw Object.assign(new Error('the session store is away'), { request: { headers: { authorization } } });
      },
      { authorization },
    );
    expect(status).toBe(503);
    expect(lines.join()).toContain('the session store is away');
    expect(lines.join()).not.toContain('host-secret');
  });

  test('lets nobody in if it rejects', async () => {
    expect(await statusOf(() => Promise.reject(new Error('away')))).toBe(503);
  });

  test('lets nobody in if it does not answer', async () => {
    const visitors = new Visitors(
      () => new Promise(() => undefined),
      () => Promise.reject(new Error('not asked')),
      pino({ level: 'silent' }),
      20,
    );
    await expect(visitors.of(new IncomingMessage(new Socket()))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('gives no power by a name: a visitor called admin has its role only', async () => {
    expect(await statusOf(() => ({ subject: 'admin', role: 'read' }))).toBe(200);
    const response = await fetch(`${server.url}/api/v1/private/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"traces":[]}',
    });
    expect(response.status).toBe(403);
  });

  test('decides about the workspace, which the request cannot change', async () => {
    const visitor = (): object => ({ subject: 'ada', role: 'read' });
    expect(await statusOf(visitor, { 'comet-workspace': 'default' })).toBe(200);
    expect(await statusOf(visitor, { 'comet-workspace': 'other' })).toBe(403);
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('is not enough for a page of another origin, which sends %j', async (headers) => {
    const visitor = (): object => ({ subject: 'ada', role: 'read' });
    expect(await statusOf(visitor, headers)).toBe(403);
    expect(await statusOf(visitor, { ...headers, 'sec-fetch-site': 'same-origin' })).toBe(200);
  });
});
