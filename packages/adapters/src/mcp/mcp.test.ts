import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { type McpServerOptions, trackMcpClient, trackMcpServer } from './index.ts';

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

const id = { id: z.string() };
const order = { id: '1042', status: 'shipped' };

/** A server with tools of each kind, a resource and a prompt. */
function ordersOf(client = recording.client): McpServer {
  const server = new McpServer({ name: 'orders', version: '1.0.0' });
  server.registerTool('find_order', { inputSchema: id }, async () => {
    await client.track({ kind: 'database' }, async function query() {})();
    return { content: [{ type: 'text', text: JSON.stringify(order) }] };
  });
  server.registerTool('cancel', { inputSchema: id }, async () => {
    throw new RangeError('too late');
  });
  server.registerTool('refund', { inputSchema: id, outputSchema: { sum: z.number() } }, async () => ({
    content: [{ type: 'text', text: '5 USD' }],
    structuredContent: { sum: 5 },
  }));
  server.registerTool('wait', {}, (extra) => {
    return new Promise((resolve) => {
      extra.signal.addEventListener('abort', () => setImmediate(() => resolve({ content: [] })));
    });
  });
  server.registerResource('terms', 'shop://terms', {}, async (uri) => ({
    contents: [{ uri: uri.href, text: 'No refunds.' }],
  }));
  server.registerPrompt('apology', { argsSchema: { to: z.string() } }, ({ to }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: `Say sorry to ${to}.` } }],
  }));
  return server;
}

async function connected(server: McpServer | Server): Promise<Client> {
  const mcp = new Client({ name: 'desk', version: '1.0.0' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(theirs), mcp.connect(ours)]);
  return mcp;
}

const find = { name: 'find_order', arguments: { id: '1042' } };

describe('trackMcpClient', () => {
  it('records tool calls, resources and prompts, and does not change their results', async () => {
    const plain = await connected(ordersOf());
    const mcp = await connected(ordersOf());
    expect(trackMcpClient(trackMcpClient(mcp, recording.client), recording.client)).toBe(mcp);
    await mcp.listTools();
    const prompt = { name: 'apology', arguments: { to: 'Ann' } };
    expect(await mcp.callTool(find)).toEqual(await plain.callTool(find));
    expect(await mcp.readResource({ uri: 'shop://terms' })).toEqual(await plain.readResource({ uri: 'shop://terms' }));
    expect(await mcp.getPrompt(prompt)).toEqual(await plain.getPrompt(prompt));
    expect((await recording.outline()).filter(([name]) => name !== 'trace query')).toEqual([
      ['trace find_order', ['tool find_order', ['database query']]],
      ['trace shop://terms', ['retrieval shop://terms']],
      ['trace apology', ['step apology']],
    ]);
    expect(await recording.span('find_order')).toMatchObject({ input: { id: '1042' }, output: order });
    expect((await recording.span('shop://terms')).output).toMatchObject([{ text: 'No refunds.' }]);
    expect((await recording.span('apology')).output).toMatchObject({ messages: [{ role: 'user' }] });
  });

  it('marks calls that fail by a result, an error or a timeout', async () => {
    const mcp = trackMcpClient(await connected(ordersOf()), recording.client);
    expect(await mcp.callTool({ name: 'cancel', arguments: { id: '1' } })).toMatchObject({ isError: true });
    await expect(mcp.readResource({ uri: 'shop://nothing' })).rejects.toThrow('not found');
    await expect(mcp.callTool({ name: 'wait' }, undefined, { timeout: 5 })).rejects.toThrow('timed out');
    const abort = new AbortController();
    const aborted = mcp.callTool({ name: 'wait' }, undefined, { signal: abort.signal });
    abort.abort(new Error('never mind'));
    await expect(aborted).rejects.toThrow('never mind');
    expect(await recording.outline()).toEqual([
      ['trace cancel!', ['tool cancel!']],
      ['trace shop://nothing!', ['retrieval shop://nothing!']],
      ['trace wait!', ['tool wait!']],
      ['trace wait!', ['tool wait!']],
    ]);
    expect((await recording.span('cancel')).error_info).toMatchObject({ message: expect.stringContaining('too late') });
  });

  it('nests parallel calls in the current span', async () => {
    const mcp = trackMcpClient(await connected(ordersOf(new Recording().client)), recording.client);
    await recording.client.track(async function answer() {
      await Promise.all([mcp.callTool(find), mcp.callTool({ name: 'refund', arguments: { id: '1' } })]);
    })();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['tool find_order'], ['tool refund']]],
    ]);
    expect((await recording.span('refund')).output).toEqual({ sum: 5 });
  });

  it('sends the current trace in _meta unless its option is false, and keeps the app’s own _meta', async () => {
    const seen: unknown[] = [];
    const server = new Server({ name: 'echo', version: '1.0.0' }, { capabilities: { tools: {} } });
    server.setRequestHandler(CallToolRequestSchema, (request) => {
      seen.push(request.params._meta);
      return { content: [] };
    });
    const mcp = trackMcpClient(await connected(server), recording.client);
    await mcp.callTool({ name: 'a', _meta: { mine: 1 } });
    await mcp.callTool({ name: 'b', _meta: { traceparent: 'mine' } });
    const [trace] = await recording.traces();
    expect(seen.at(0)).toMatchObject({
      mine: 1,
      traceparent: expect.stringContaining(`00-${String(trace?.id).replaceAll('-', '')}-`),
      tracestate: `vitrine=${(await recording.span('a')).id}`,
    });
    expect(seen.at(1)).toEqual({ traceparent: 'mine' });
    const quiet = new Server({ name: 'echo', version: '1.0.0' }, { capabilities: { tools: {} } });
    quiet.setRequestHandler(CallToolRequestSchema, (request) => {
      seen.push(request.params._meta);
      return { content: [] };
    });
    await trackMcpClient(await connected(quiet), recording.client, { propagate: false }).callTool({ name: 'c' });
    expect(seen.at(2)).toBeUndefined();
  });
});

describe('trackMcpServer', () => {
  const served = async (options?: McpServerOptions) => connected(trackMcpServer(ordersOf(), recording.client, options));

  it('records requests, and what tools record in them', async () => {
    const mcp = await served();
    await mcp.listTools();
    await mcp.callTool(find);
    await mcp.readResource({ uri: 'shop://terms' });
    await mcp.getPrompt({ name: 'apology', arguments: { to: 'Ann' } });
    expect(await recording.outline()).toEqual([
      ['trace find_order', ['tool find_order', ['database query']]],
      ['trace shop://terms', ['retrieval shop://terms']],
      ['trace apology', ['step apology']],
    ]);
    expect(await recording.span('find_order')).toMatchObject({ input: { id: '1042' }, output: order });
  });

  it('records tools that are registered later, and handlers of a low-level server', async () => {
    const late = new McpServer({ name: 'late', version: '1.0.0' });
    trackMcpServer(trackMcpServer(late, recording.client), recording.client);
    late.registerTool('one', {}, async () => ({ content: [{ type: 'text', text: '1' }] }));
    const low = trackMcpServer(
      new Server({ name: 'low', version: '1.0.0' }, { capabilities: { tools: {} } }),
      recording.client,
    );
    low.setRequestHandler(CallToolRequestSchema, async () => {
      throw new TypeError('no such luck');
    });
    await (await connected(late)).callTool({ name: 'one' });
    await expect((await connected(low)).callTool({ name: 'two' })).rejects.toThrow('no such luck');
    expect(await recording.outline()).toEqual([
      ['trace one', ['tool one']],
      ['trace two!', ['tool two!']],
    ]);
  });

  it('continues the caller’s trace with a step of the server', async () => {
    const mcp = trackMcpClient(await served(), recording.client);
    await recording.client.track(async function answer() {
      await mcp.callTool(find);
    })();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['tool find_order', ['step find_order', ['database query']]]]],
    ]);
  });

  it('makes its own traces if its option is false', async () => {
    const server = new Recording();
    const mcp = await connected(trackMcpServer(ordersOf(server.client), server.client, { continueTraces: false }));
    await trackMcpClient(mcp, recording.client).callTool(find);
    expect(await server.outline()).toEqual([['trace find_order', ['tool find_order', ['database query']]]]);
    expect(await recording.outline()).toEqual([['trace find_order', ['tool find_order']]]);
  });

  it('ignores invalid values in a caller’s _meta', async () => {
    const mcp = await served();
    for (const traceparent of ['no', 7, { x: 1 }, '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01']) {
      await mcp.callTool({ name: 'refund', arguments: { id: '1' }, _meta: { traceparent } });
    }
    expect(await recording.traces()).toHaveLength(4);
  });

  it('marks failed calls, and ends calls that the caller aborted', async () => {
    const mcp = await served();
    await mcp.callTool({ name: 'cancel', arguments: { id: '1' } });
    await expect(mcp.callTool({ name: 'wait' }, undefined, { timeout: 5 })).rejects.toThrow('timed out');
    await mcp.ping();
    expect(await recording.outline()).toEqual([
      ['trace cancel!', ['tool cancel!']],
      ['trace wait!', ['tool wait!']],
    ]);
  });

  it('does not change an object that is not a server', () => {
    const other = {};
    expect(trackMcpServer(other, recording.client)).toBe(other);
  });
});
