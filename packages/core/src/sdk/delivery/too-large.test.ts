import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import { Sink } from '../transport/sink.fixture.ts';
import type { Transport } from '../transport/transport.ts';

const MB = 1_000_000;

function recording(options: VitrineOptions = {}, transport: Transport = new MemoryTransport()) {
  const memory = transport as MemoryTransport;
  const lines: string[] = [];
  const logger = { warn: (line: string) => void lines.push(line) };
  return { memory, lines, client: new Vitrine({ transport, logger, ...options }) };
}

describe('a write that is larger than the queue', () => {
  it('keeps everything but the large content, whose size and limit it states', async () => {
    const { client, memory, lines } = recording();
    const text = 'x'.repeat(40 * MB);
    const trace = client.trace({ name: 'mb40', input: { text }, threadId: 'th', metadata: { release: 7 } });
    trace.span({ name: 'child', model: 'gpt-5-mini', ledger: { input: 3 } }).end();
    trace.end({ output: 'short' });
    expect(await client.flush()).toEqual({ sent: 2, dropped: 1, reasons: { 'too large': 1 }, pending: 0 });
    expect(memory.traces).toMatchObject([
      {
        name: 'mb40',
        input: { vitrine: 'left out: input of 40,000,011 bytes; the limit is 33,554,432 bytes for all queued writes' },
        output: 'short',
        metadata: { release: 7 },
        thread_id: 'th',
        end_time: expect.any(String) as string,
      },
    ]);
    expect(memory.spans).toMatchObject([{ name: 'child', model: 'gpt-5-mini', usage: { prompt_tokens: 3 } }]);
    expect(lines).toEqual([expect.stringMatching(/too large\..* 33,554,432 bytes .*input of 40,000,011 bytes/)]);
  });

  it('keeps the contents that fit, also if they come in an update', async () => {
    const { client, memory } = recording({ maxQueueBytes: 100_000 });
    const span = client.trace({ name: 't' }).span({ name: 's', input: 'i'.repeat(60_000) });
    span.end({ output: 'o'.repeat(120_000), metadata: { kept: true }, usage: { prompt_tokens: 5 } });
    expect(await client.flush()).toMatchObject({ sent: 2, dropped: 1, reasons: { 'too large': 1 } });
    expect(memory.spans).toMatchObject([
      {
        input: 'i'.repeat(60_000),
        output: { vitrine: expect.stringContaining('output of 120,002 bytes') as string },
        metadata: { kept: true },
        usage: { prompt_tokens: 5 },
        end_time: expect.any(String) as string,
      },
    ]);
  });

  it('states the size in bytes, not in characters', async () => {
    const { client, memory } = recording({ maxQueueBytes: 10_000 });
    client.trace({ name: 't', input: 'ü'.repeat(20_000) });
    await client.flush();
    expect(memory.traces[0]?.input).toMatchObject({ vitrine: expect.stringContaining('40,002 bytes') as string });
  });

  it.each([
    ['name', { name: 'n'.repeat(MB) }, { name: expect.stringMatching(/^left out: name/) as string }],
    ['tags', { name: 't', tags: ['x'.repeat(MB)] }, { tags: [expect.stringMatching(/^left out: tags/)] }],
    [
      'error',
      { name: 't', errorInfo: new TypeError('x'.repeat(MB)) },
      {
        error_info: { exception_type: 'TypeError', message: expect.stringMatching(/^left out: error_info/) as string },
      },
    ],
  ])('is stored with a valid value in place of a large %s', async (_what, options, expected) => {
    const { client, memory } = recording({ maxQueueBytes: 10_000 });
    client.trace(options);
    expect(await client.flush()).toMatchObject({ sent: 1, reasons: { 'too large': 1 } });
    expect(memory.traces[0]).toMatchObject(expected);
  });
});

describe('several writes that are larger than the queue together', () => {
  it('all keep their records, and those that do not fit are counted as a full queue', async () => {
    const { client, memory } = recording();
    const text = 'x'.repeat(12 * MB);
    for (let index = 0; index < 5; index++) client.trace({ name: `t${index}`, input: { text } }).end({ output: index });
    expect(await client.flush()).toEqual({ sent: 5, dropped: 3, reasons: { 'queue full': 3 }, pending: 0 });
    expect(memory.traces.map(({ name, output }) => [name, output])).toEqual([0, 1, 2, 3, 4].map((n) => [`t${n}`, n]));
    expect(memory.traces.map(({ input }) => Object.keys(input as object)[0])).toEqual([
      'text',
      'text',
      'vitrine',
      'vitrine',
      'vitrine',
    ]);
    expect(client.stats()).toMatchObject({ pending: 0, pendingBytes: 0 });
  });
});

/** A server that answers 413 to bodies beyond a size. */
function limitedServer(maxBytes: number): Promise<Sink> {
  return Sink.start((response, { bytes }) => {
    if (bytes.length <= maxBytes) response.writeHead(204).end();
    else response.writeHead(413).end('{"code":413,"message":"the body is too large"}');
  });
}

/** The records that a server took, by name. */
function stored(sink: Sink, maxBytes: number): Map<string, Record<string, unknown>> {
  const bodies = sink.received.filter(({ bytes, url }) => bytes.length <= maxBytes && url.endsWith('/traces/batch'));
  const records = bodies.flatMap(({ body }) => (JSON.parse(body) as { traces: Record<string, unknown>[] }).traces);
  return new Map(records.map((record) => [String(record['name']), record]));
}

describe('a server with a smaller limit', () => {
  it('gets each record of a batch, and the large one without its largest content', async () => {
    await using sink = await limitedServer(20_000);
    const { client, lines } = recording({ url: sink.url, spool: false, transport: undefined });
    for (let index = 0; index < 9; index++) client.trace({ name: `small ${index}`, input: index });
    client.trace({ name: 'large', input: 'x'.repeat(50_000), output: 'y'.repeat(30_000), metadata: { m: 1 } });
    expect(await client.flush()).toEqual({ sent: 10, dropped: 1, reasons: { 'too large': 1 }, pending: 0 });
    const records = stored(sink, 20_000);
    expect(records.size).toBe(10);
    expect(records.get('large')).toMatchObject({
      input: { vitrine: expect.stringContaining('input of 50,002 bytes') as string },
      output: { vitrine: expect.stringContaining('output of 30,002 bytes') as string },
      metadata: { m: 1 },
    });
    expect(lines).toEqual([expect.stringContaining('too large')]);
  });

  it('that refuses even the smallest request loses the record, which is counted', async () => {
    await using sink = await limitedServer(0);
    const { client } = recording({ url: sink.url, spool: false, transport: undefined });
    client.trace({ name: 'large', input: 'x'.repeat(50_000) });
    expect(await client.flush()).toEqual({ sent: 0, dropped: 1, reasons: { 'too large': 1 }, pending: 0 });
  });

  it('gets a record from the spool in the same way', async () => {
    const sink = await limitedServer(20_000);
    const { port } = sink;
    await sink.stop();
    const spoolDir = mkdtempSync(join(tmpdir(), 'vitrine-too-large-'));
    const url = `http://127.0.0.1:${port}`;
    const { client } = recording({ url, spoolDir, pingIntervalMs: 5, transport: undefined });
    client.trace({ name: 'large', input: 'x'.repeat(50_000), output: 1 });
    await expect.poll(() => client.stats().spooled).toBe(1);
    await sink.listen(port);
    await expect.poll(() => client.stats()).toMatchObject({ sent: 1, reasons: { 'too large': 1 }, spooled: 0 });
    expect(stored(sink, 20_000).get('large')).toMatchObject({
      input: { vitrine: expect.stringContaining('left out') as string },
      output: 1,
    });
    await client.close();
    await sink.stop();
  });
});

describe('an attachment that is larger than the queue', () => {
  it('is counted as too large, with its size and the limit, and its trace is kept', async () => {
    const { client, memory, lines } = recording({ maxQueueBytes: 5_000 });
    client.trace({ name: 't', attachments: [{ bytes: new Uint8Array(10_000), fileName: 'film.mp4' }] });
    expect(await client.flush()).toEqual({ sent: 1, dropped: 1, reasons: { 'too large': 1 }, pending: 0 });
    expect(memory.traces).toMatchObject([{ name: 't' }]);
    expect(lines).toEqual([expect.stringMatching(/5,000 bytes.*film\.mp4 has 10,500 bytes/)]);
  });

  it('is counted as too large if the server answers so', async () => {
    await using sink = await Sink.start((response, { url }) => {
      if (url.endsWith('upload-start')) response.end('{"upload_id":"BEMinIO","pre_sign_urls":["/file"]}');
      else response.writeHead(url === '/file' ? 413 : 204).end();
    });
    const { client } = recording({ url: sink.url, spool: false, transport: undefined });
    client.trace({ name: 't', attachments: [{ bytes: new Uint8Array(10), fileName: 'a.bin' }] });
    expect(await client.flush()).toMatchObject({ sent: 1, dropped: 1, reasons: { 'too large': 1 } });
  });
});
