import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../model/ids.ts';
import { Vitrine } from '../client/vitrine.ts';
import type { Attachment } from '../options/attachment.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { Sink } from '../transport/sink.fixture.ts';

function fileOf(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'vitrine-attachment-')), name);
  writeFileSync(path, content);
  return path;
}

/** Sends an attachment, and returns the upload. */
async function uploaded(attachment: Attachment, options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  const client = new Vitrine({ transport: memory, logger: { warn() {} }, ...options });
  const { id } = client.trace({ name: 't', attachments: [attachment] });
  const report = await client.flush();
  const { bytes, ...rest } = memory.attachments[0] ?? { bytes: new Uint8Array() };
  return { id, report, text: new TextDecoder().decode(bytes), ...rest };
}

describe('attachments', () => {
  it.each<[string, Attachment, object]>([
    ['a file', { path: fileOf('report.pdf', 'abc') }, { fileName: 'report.pdf', contentType: 'application/pdf' }],
    [
      'a file by another name',
      { path: fileOf('a.txt', 'abc'), fileName: 'b.md' },
      { fileName: 'b.md', contentType: 'text/markdown' },
    ],
    ['bytes', { bytes: new TextEncoder().encode('abc'), fileName: 'x.json' }, { contentType: 'application/json' }],
    [
      'an array buffer',
      { bytes: new TextEncoder().encode('abc').buffer },
      { fileName: 'attachment.bin', contentType: 'application/octet-stream' },
    ],
    [
      'a blob',
      { bytes: new Blob(['abc'], { type: 'text/csv' }) },
      { fileName: 'attachment.csv', contentType: 'text/csv' },
    ],
    [
      'base64',
      { base64: btoa('abc'), contentType: 'image/png' },
      { fileName: 'attachment.png', contentType: 'image/png' },
    ],
    [
      'a data url',
      { base64: `data:audio/wav;base64,${btoa('abc')}` },
      { fileName: 'attachment.wav', contentType: 'audio/wav' },
    ],
    ['an unknown ending', { base64: btoa('abc'), fileName: 'x.unknown' }, { contentType: 'application/octet-stream' }],
  ])('are read from %s', async (_what, attachment, expected) => {
    const found = await uploaded(attachment, { projectName: 'p' });
    expect(found).toMatchObject({
      text: 'abc',
      entityType: 'trace',
      entityId: found.id,
      projectName: 'p',
      ...expected,
    });
    expect(found.report).toMatchObject({ sent: 2, dropped: 0, pending: 0 });
  });

  it.each<[string, Attachment]>([
    ['a file that is not there', { path: '/no/such/file' }],
    ['base64 that is none', { base64: '%%%' }],
  ])('are dropped and counted if they cannot be read: %s', async (_what, attachment) => {
    const { report } = await uploaded(attachment);
    expect(report).toMatchObject({ sent: 1, dropped: 1, reasons: { 'attachment unreadable': 1 } });
  });

  it('that are local files are read in parts, however large they are', async () => {
    await using bucket = await Sink.start((response, { url }) => response.writeHead(200, { etag: `"${url}"` }).end());
    await using sink = await Sink.start((response, { url }) => {
      const started = { upload_id: 'u1', pre_sign_urls: [1, 2].map((part) => `${bucket.url}/${part}`) };
      if (url.endsWith('upload-start')) response.end(JSON.stringify(started));
      else response.writeHead(204).end();
    });
    const path = fileOf('large.bin', 'x'.repeat(9 * 2 ** 20));
    const client = new Vitrine({ url: sink.url, spool: false, maxQueueBytes: 100_000 });
    client.attachments.add({ entityType: 'trace', entityId: newId(), path });
    expect(await client.flush()).toMatchObject({ sent: 1, dropped: 0 });
    expect(bucket.received.map(({ bytes }) => bytes.length)).toEqual([8 * 2 ** 20, 2 ** 20]);
  });

  it('that are directories, or become shorter, are dropped and counted', async () => {
    const report = async (transport: Transport, path: string) => {
      const client = new Vitrine({ transport, logger: { warn() {} } });
      client.attachments.add({ entityType: 'trace', entityId: newId(), path });
      return client.flush();
    };
    expect(await report(new MemoryTransport(), tmpdir())).toMatchObject({ reasons: { 'attachment unreadable': 1 } });
    const path = fileOf('a.txt', 'abc');
    const shortening: Transport = {
      async send() {},
      async upload(upload) {
        writeFileSync(path, 'a');
        await upload.read(0, upload.size);
      },
    };
    expect(await report(shortening, path)).toMatchObject({ sent: 0, reasons: { 'attachment refused': 1 } });
  });

  it('are sent with the bytes that they had at the call', async () => {
    const memory = new MemoryTransport();
    const client = new Vitrine({ transport: memory });
    const bytes = new Uint8Array([1, 2]);
    client.trace({ name: 't', attachments: [{ bytes }] });
    bytes.fill(9);
    await client.flush();
    expect([...(memory.attachments[0]?.bytes ?? [])]).toEqual([1, 2]);
  });

  it('count against the limit of the queue', async () => {
    const memory = new MemoryTransport();
    const client = new Vitrine({ transport: memory, logger: { warn() {} }, maxQueueBytes: 5_000 });
    const bytes = new Uint8Array(3_000);
    client.trace({ name: 't', attachments: [{ bytes }, { bytes }] });
    expect(await client.flush()).toMatchObject({ sent: 2, dropped: 1, reasons: { 'queue full': 1 } });
  });

  it('are sent in parts if the server wants it, and completed by a last request', async () => {
    await using bucket = await Sink.start((response, { url }) => response.writeHead(200, { etag: `"${url}"` }).end());
    await using sink = await Sink.start((response, { url }) => {
      const started = { upload_id: 'u1', pre_sign_urls: [1, 2, 3].map((part) => `${bucket.url}/${part}`) };
      if (url.endsWith('upload-start')) response.end(JSON.stringify(started));
      else response.writeHead(204).end();
    });
    const client = new Vitrine({ url: sink.url, apiKey: 'secret', spool: false });
    const bytes = new Uint8Array(17 * 1024 * 1024).fill(7);
    client.trace({ name: 't', attachments: [{ bytes, fileName: 'large.bin' }] });
    expect(await client.flush()).toMatchObject({ sent: 2, dropped: 0 });
    const [start, complete] = sink.received.filter(({ url }) => url.includes('attachment'));
    expect(JSON.parse(start?.body ?? '')).toMatchObject({ file_name: 'large.bin', num_of_file_parts: 3 });
    expect(JSON.parse(complete?.body ?? '')).toMatchObject({
      upload_id: 'u1',
      file_size: bytes.length,
      uploaded_file_parts: [1, 2, 3].map((part) => ({ e_tag: `"/${part}"`, part_number: part })),
    });
    expect(bucket.received.map(({ bytes }) => bytes.length)).toEqual([8 * 2 ** 20, 8 * 2 ** 20, 2 ** 20]);
    // Only the server may get the API key.
    expect(bucket.received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });
});
