import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Miniflare } from 'miniflare';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunch } from './chromium.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { sdkBundle } from './sdk-bundle.ts';

interface Span {
  id: string;
  name: string;
  trace_id: string;
  parent_span_id?: string | null;
  output?: unknown;
}

let bundle: string;
let server: RunningServer;

beforeAll(async () => {
  [bundle, server] = await Promise.all([sdkBundle(), startServer()]);
});

afterAll(() => server.close());

/** Waits until a project has `count` spans, and returns each as `parent name > name`. */
async function spansOf(project: string, count: number): Promise<string[]> {
  for (;;) {
    const path = `private/spans?project_name=${encodeURIComponent(project)}&size=100`;
    const { content } = await server.get<{ content: Span[] }>(path).catch(() => ({ content: [] as Span[] }));
    if (content.length >= count) {
      const names = new Map(content.map(({ id, name }) => [id, name]));
      return content.map((span) => `${names.get(span.parent_span_id ?? '') ?? 'trace'} > ${span.name}`).toSorted();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the SDK in workerd', () => {
  /** Starts a worker with the given module code, and passes it to `ask`. */
  async function inWorker(handler: string, ask: (worker: Miniflare) => Promise<void>): Promise<void> {
    const script = `
      import { Vitrine, withContext } from './core.js';
      const client = new Vitrine({ url: ${JSON.stringify(server.url)}, projectName: 'worker' });
      const tick = () => new Promise((resolve) => setTimeout(resolve, 1));
      ${handler}`;
    const worker = new Miniflare({
      compatibilityDate: '2026-01-01',
      compatibilityFlags: ['nodejs_compat'],
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: script },
        { type: 'ESModule', path: 'core.js', contents: bundle },
      ],
    });
    try {
      await ask(worker);
    } finally {
      await worker.dispose();
    }
  }

  it('nests calls after awaits, and sends all spans before the response if it is flushed', async () => {
    const handler = `
      const find = client.track(async function find(query) { await tick(); return query.length; });
      const answer = client.track(async function answer(question) { await tick(); return find(question); });
      export default {
        async fetch(request) {
          const result = await answer(await request.text());
          return Response.json({ result, report: await client.flush() });
        },
      };`;
    await inWorker(handler, async (worker) => {
      for (let round = 1; round <= 3; round++) {
        const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body: 'where?' });
        expect(await response.json()).toEqual({
          result: 6,
          report: { sent: 3, dropped: 0, reasons: {}, pending: 0 },
        });
      }
    });
    const spans = await spansOf('worker', 6);
    expect(spans).toEqual([...Array<string>(3).fill('answer > find'), ...Array<string>(3).fill('trace > answer')]);
  });

  it('sends after the response if the runtime waits for it', async () => {
    const handler = `
      export default {
        async fetch(request, env, context) {
          const client = new Vitrine({
            url: ${JSON.stringify(server.url)},
            projectName: 'waited for',
            waitUntil: (promise) => context.waitUntil(promise),
          });
          return new Response(client.track(function work() { return 'done'; })());
        },
      };`;
    await inWorker(handler, async (worker) => {
      expect(await (await worker.dispatchFetch('http://worker/')).text()).toBe('done');
      expect(await spansOf('waited for', 1)).toEqual(['trace > work']);
    });
  });

  it('joins the trace of the caller', async () => {
    const traceId = server.vitrine.client.trace({ name: 'caller', projectName: 'joined' }).id;
    const handler = `
      const work = client.track(async function work() { await tick(); });
      export default { fetch: withContext(async () => { await work(); await client.flush(); return new Response('ok'); }, client) };`;
    await inWorker(handler, async (worker) => {
      await (await worker.dispatchFetch('http://worker/', { headers: { vitrine_trace_id: traceId } })).text();
    });
    const { content } = await server.get<{ content: Span[] }>(`private/spans?project_name=worker&trace_id=${traceId}`);
    expect(content).toMatchObject([{ name: 'work', trace_id: traceId }]);
  });
});

describe('the SDK in a page', () => {
  let browser: Browser;
  let pages: ReturnType<typeof createServer>;
  let url: string;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch);
    // Serves the page and forwards requests to Vitrine, so both have one origin, as in an app that mounts Vitrine.
    pages = createServer((request, response) => {
      if (request.url === '/core.js') response.setHeader('content-type', 'text/javascript').end(bundle);
      else if (request.url?.startsWith('/vitrine/') !== true) {
        response.setHeader('content-type', 'text/html').end('<!doctype html><title>host</title>');
      } else {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const target = new URL(request.url ?? '', server.url);
          const headers = { 'content-type': request.headers['content-type'] ?? 'application/json' };
          const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
          void fetch(target, { method: request.method ?? 'GET', headers, ...body }).then(async (answer) => {
            response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
          });
        });
      }
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    await browser.close();
    pages.close();
  });

  it('records with explicit parents after awaits, reads back, and sends queued writes when the user leaves the page', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url);
    // A string, because the test runner would rewrite the import.
    const report = await page.evaluate(`(async (base) => {
      const { Vitrine } = await import(base + 'core.js');
      const client = new Vitrine({ url: base + 'vitrine', projectName: 'page', batchDelayMs: 60_000 });
      const work = client.track(async function work(a) {
        await Promise.resolve();
        return a + 1;
      });
      const trace = client.trace({ name: 'visit' });
      const click = trace.span({ name: 'click' });
      await Promise.resolve();
      const result = await work.with({ parent: click })(1);
      click.end({ output: result });
      trace.end();
      const flushed = await client.flush();
      const read = await client.traces.get(trace.id);
      client.trace({ name: 'leaving' }).span({ name: 'leave' });
      return { flushed, name: read?.name };
    })(${JSON.stringify(url)})`);
    expect(report).toEqual({ flushed: { sent: 3, dropped: 0, reasons: {}, pending: 0 }, name: 'visit' });
    await page.goto('about:blank');
    expect(await spansOf('page', 3)).toEqual(['click > work', 'trace > click', 'trace > leave']);
    expect(errors).toEqual([]);
    await page.close();
  });
});
