import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { startS3Server, type S3Server } from './s3-server.fixture.ts';

interface Listed {
  total: number;
  content: { file_name: string; file_size: number; mime_type: string; link: string }[];
}
interface Started {
  upload_id: string;
  pre_sign_urls: string[];
}

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(5_000)]);
const start_time = new Date().toISOString();

describe.each(['disk', 's3'])('attachments on %s', (where) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-attachments-'));
  let s3: S3Server | undefined;
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    if (where === 's3') s3 = await startS3Server();
    const attachments = { maxBytes: 20_000_000, ...(s3 && { s3: s3.options }) };
    // The host requires the API key, but the parts of a file come without it.
    server = await startTestServer({
      dataDir,
      attachments,
      authorize: ({ headers }) => (headers.authorization === 'key' ? { subject: 'ada', role: 'admin' } : undefined),
    });
    path = Buffer.from(`${server.url}/api/`).toString('base64');
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await s3?.[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function send(method: string, url: string, body?: object, headers: Record<string, string> = {}) {
    const target = url.startsWith('http') ? url : `${server.url}/api/v1/private/${url}`;
    return fetch(target, {
      method,
      headers: { authorization: 'key', ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
  const put = (url: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers });
  const about = (entity_id: Id, entity_type = 'trace') => ({ entity_type, entity_id });

  async function start(entity_id: Id, file_name: string, more: object = {}): Promise<Started> {
    const body = { ...about(entity_id), file_name, num_of_file_parts: 1, project_name: 'files', path, ...more };
    const response = await send('POST', 'attachment/upload-start', body);
    expect(response.status).toBe(200);
    return (await response.json()) as Started;
  }
  /** Uploads a file whole, as the clients do after the upload id `BEMinIO`. */
  async function upload(entity_id: Id, file_name: string, bytes: Buffer, mime_type?: string): Promise<void> {
    const { upload_id, pre_sign_urls } = await start(entity_id, file_name, { mime_type });
    expect(upload_id).toBe('BEMinIO');
    const response = await put(pre_sign_urls.at(0)!, bytes, { authorization: 'key' });
    expect([response.status, await response.text()]).toEqual([204, '']);
  }
  async function list(entity_id: Id, entity_type = 'trace'): Promise<Listed> {
    const query = new URLSearchParams({ ...about(entity_id, entity_type), project_id: newId(), path });
    return (await (await send('GET', `attachment/list?${query}`)).json()) as Listed;
  }
  async function writeTrace(project_name = 'files'): Promise<Id> {
    const id = newId();
    const response = await send('POST', 'traces/batch', { traces: [{ id, project_name, start_time }] });
    expect(response.status).toBe(204);
    return id;
  }

  test('a file is uploaded whole, listed with a link, downloaded whole and in ranges, replaced and deleted', async () => {
    const trace = await writeTrace();
    await upload(trace, 'a picture ü.png', PNG, 'image/png');
    await upload(trace, 'notes.txt', Buffer.from('hello'));
    const { total, content } = await list(trace);
    expect(total).toBe(2);
    expect(content).toMatchObject([
      { file_name: 'a picture ü.png', file_size: PNG.length, mime_type: 'image/png' },
      { file_name: 'notes.txt', file_size: 5, mime_type: 'text/plain' },
    ]);
    const { link } = content.at(0)!;
    expect(link.startsWith(`${server.url}/api/v1/private/attachment/download?`)).toBe(true);
    const whole = await send('GET', link);
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, String(PNG.length)]);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(PNG);

    const range = async (value: string) => {
      const part = await send('GET', link, undefined, { range: value });
      return [part.status, part.headers.get('content-range'), Buffer.from(await part.arrayBuffer()).toString('hex')];
    };
    const size = PNG.length;
    expect(await range('bytes=0-7')).toEqual([206, `bytes 0-7/${size}`, '89504e470d0a1a0a']);
    expect(await range('bytes=-2')).toEqual([
      206,
      `bytes ${size - 2}-${size - 1}/${size}`,
      PNG.toString('hex', size - 2),
    ]);
    expect((await range(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
    expect((await range('bytes=0-1,4-5'))[0]).toBe(200);
    const etag = whole.headers.get('etag') ?? '';
    expect((await send('GET', link, undefined, { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(
      304,
    );

    await upload(trace, 'notes.txt', Buffer.from('hello again'));
    const notes = (await list(trace)).content.at(1)!;
    expect(notes.file_size).toBe(11);
    expect(await (await send('GET', notes.link)).text()).toBe('hello again');

    await send('POST', 'attachment/delete', { ...about(trace), file_names: ['notes.txt'], container_id: newId() });
    expect((await list(trace)).content).toMatchObject([{ file_name: 'a picture ü.png' }]);
    expect((await send('GET', notes.link)).status).toBe(404);
  });

  test('a file is uploaded in parts to the given URLs, without an API key', async () => {
    const trace = newId();
    const parts = [randomBytes(5 * 2 ** 20), randomBytes(70_000)];
    const { upload_id, pre_sign_urls } = await start(trace, 'film.mp4', {
      num_of_file_parts: 2,
      mime_type: 'video/mp4',
    });
    expect(pre_sign_urls).toHaveLength(2);
    const uploaded_file_parts: { e_tag: string; part_number: number }[] = [];
    for (const [index, bytes] of parts.entries()) {
      const response = await put(pre_sign_urls.at(index)!, bytes);
      expect(response.status).toBe(200);
      const e_tag = response.headers.get('etag') ?? '';
      expect(e_tag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
      uploaded_file_parts.unshift({ e_tag, part_number: index + 1 });
    }
    const forged = pre_sign_urls.at(0)!.replace(/signature=[^&]+/, 'signature=x');
    expect((await put(forged, PNG)).status).toBe(403);
    const body = { ...about(trace), file_name: 'film.mp4', upload_id, uploaded_file_parts };
    const complete = (file_size: number) => send('POST', 'attachment/upload-complete', { ...body, file_size });
    expect((await complete(5 * 2 ** 20 + 70_000)).status).toBe(204);
    expect((await complete(5 * 2 ** 20 + 70_000)).status).toBe(404);
    const file = (await list(trace)).content.at(0)!;
    expect(file).toMatchObject({ file_name: 'film.mp4', file_size: 5 * 2 ** 20 + 70_000, mime_type: 'video/mp4' });
    const got = Buffer.from(await (await send('GET', file.link)).arrayBuffer());
    expect(got.equals(Buffer.concat(parts))).toBe(true);
  });

  test('the parts of an upload have at most the maximum size of a file, and a repeated part replaces the earlier one', async () => {
    const file = { ...about(newId()), file_name: 'film.mp4' };
    const started = await send('POST', 'attachment/upload-start', { ...file, num_of_file_parts: 3, path });
    const { upload_id, pre_sign_urls } = (await started.json()) as Started;
    const etags = new Map<number, string>();
    const put = async (part: number, bytes: number): Promise<number> => {
      const { status, headers } = await fetch(pre_sign_urls[part - 1] ?? '', {
        method: 'PUT',
        body: randomBytes(bytes),
      });
      etags.set(part, headers.get('etag') ?? '');
      return status;
    };
    expect(await put(1, 9_000_000)).toBe(200);
    expect(await put(2, 9_000_000)).toBe(200);
    expect(await put(3, 3_000_000)).toBe(413);
    expect(await put(3, 2_000_000)).toBe(200);
    expect(await put(2, 10_000_000)).toBe(413);
    expect(await put(2, 5_300_000)).toBe(200);
    expect(await put(2, 5_300_001)).toBe(200);
    if (where === 'disk') {
      const uploads = join(dataDir, 'attachments', 'uploads');
      expect(readdirSync(join(uploads, readdirSync(uploads).at(0) ?? ''))).toHaveLength(3);
    }
    const uploaded_file_parts = [...etags].map(([part_number, e_tag]) => ({ part_number, e_tag }));
    const whole = { ...file, upload_id, uploaded_file_parts, file_size: 16_300_001 };
    expect((await send('POST', 'attachment/upload-complete', whole)).status).toBe(204);
  });

  test('only plain images are shown in place; no uploaded file runs as a page of the server', async () => {
    const trace = newId();
    const script = Buffer.from('<script>alert(1)</script>');
    await upload(trace, 'page.html', script, 'text/html');
    await upload(trace, 'drawing.svg', script, 'image/svg+xml');
    await upload(trace, 'x"\r\nSet-Cookie: a=b.png', PNG, 'image/png');
    await upload(trace, 'odd', script, 'text/html\r\nx: y');
    const headers: Record<string, [string | null, string | null]> = {};
    for (const { file_name, link } of (await list(trace)).content) {
      // The type in the link does not matter.
      const response = await send('GET', link.replace(/mime_type=[^&]+/, 'mime_type=text%2Fhtml'));
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(response.headers.get('set-cookie')).toBeNull();
      headers[file_name] = [response.headers.get('content-type'), response.headers.get('content-disposition')];
    }
    expect(headers).toEqual({
      'page.html': ['text/html', 'attachment; filename=page.html'],
      'drawing.svg': ['image/svg+xml', 'attachment; filename=drawing.svg'],
      'x"\r\nSet-Cookie: a=b.png': [
        'image/png',
        `inline; filename="x\\"??Set-Cookie: a=b.png"; filename*=UTF-8''x%22%0D%0ASet-Cookie%3A%20a%3Db.png`,
      ],
      odd: ['application/octet-stream', 'attachment; filename=odd'],
    });
  });

  test('bad requests are answered with the accepted values', async () => {
    const trace = newId();
    const status = async (response: Promise<Response>) => (await response).status;
    const { pre_sign_urls } = await start(trace, 'x.bin');
    const [url = ''] = pre_sign_urls;
    expect(await status(put(url, PNG))).toBe(401);
    expect(await status(put(url, Buffer.alloc(20_000_001), { authorization: 'key' }))).toBe(413);
    expect(await status(put(url, PNG, { authorization: 'key', 'content-encoding': 'gzip' }))).toBe(415);
    expect(await status(send('PUT', 'attachment/upload?entity_type=trace&file_name=x'))).toBe(422);
    expect(await status(send('PUT', 'attachment/upload?entity_type=trace&file_name=x&entity_id=../..'))).toBe(400);
    const body = { ...about(trace), file_name: 'x', num_of_file_parts: 1, path };
    expect(await status(send('POST', 'attachment/upload-start', { ...body, entity_type: 'thread' }))).toBe(422);
    expect(await status(send('POST', 'attachment/upload-start', { ...body, path: 'javascript:1' }))).toBe(400);
    expect(await status(send('GET', `attachment/list?${new URLSearchParams(about(trace))}`))).toBe(422);
    const download = new URLSearchParams({ ...about(trace), container_id: newId(), file_name: 'none' });
    expect(await status(send('GET', `attachment/download?${download}`))).toBe(404);
  });

  test('deleting a trace deletes its files and those of its spans', async () => {
    const trace = await writeTrace();
    const span = newId();
    await send('POST', 'spans/batch', { spans: [{ id: span, trace_id: trace, project_name: 'files', start_time }] });
    await upload(trace, 'one.txt', Buffer.from('1'));
    const query = new URLSearchParams({ ...about(span, 'span'), file_name: 'two.txt', project_name: 'files' });
    const sent = await put(`${server.url}/api/v1/private/attachment/upload?${query}`, Buffer.from('2'), {
      authorization: 'key',
    });
    expect(sent.status).toBe(204);
    const [one, two] = [(await list(trace)).content.at(0)!, (await list(span, 'span')).content.at(0)!];
    await send('POST', 'traces/delete', { ids: [trace] });
    expect([(await list(trace)).total, (await list(span, 'span')).total]).toEqual([0, 0]);
    for (const { link } of [one, two]) expect((await send('GET', link)).status).toBe(404);
    if (where === 'disk') {
      const below = join(dataDir, 'attachments', 'files', 'w-default');
      for (const [entity, id] of [
        ['trace', trace],
        ['span', span],
      ] as const) {
        expect(existsSync(join(below, entity, id))).toBe(false);
      }
      expect(readdirSync(join(dataDir, 'attachments', 'uploads'))).toEqual([]);
    }
  });
});
