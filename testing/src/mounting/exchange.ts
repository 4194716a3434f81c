import { request, type OutgoingHttpHeaders } from 'node:http';

/** One request to a host. */
export interface Call {
  path: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
}

/** An answer as it was sent, without the date and the id of the request. */
export interface Sent {
  status: number;
  headers: string[];
  body: string;
}

const VARYING = new Set(['date', 'x-request-id']);

/** Sends a request over a connection of its own. */
export function exchange(port: number, { path, method = 'GET', headers, body }: Call): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        const lines: string[] = [];
        for (let i = 0; i < response.rawHeaders.length; i += 2) {
          const [name = '', value = ''] = response.rawHeaders.slice(i, i + 2);
          if (!VARYING.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
        }
        resolve({ status: response.statusCode ?? 0, headers: lines, body: Buffer.concat(chunks).toString('latin1') });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Returns an answer in which what differs from write to write is replaced: times, ids, and the hashes of bodies. */
export function alike({ status, headers, body }: Sent): Sent {
  const replaced = (text: string): string =>
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
      .replaceAll(/W\/"[^"]+"/g, 'ETAG');
  return { status, headers: headers.map(replaced), body: replaced(body) };
}
