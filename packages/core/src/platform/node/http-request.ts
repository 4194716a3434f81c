import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { HttpRequest, HttpResponse } from '../http-request.ts';

/** Timeout of a connection attempt, in ms. During an attempt a process cannot end. */
const CONNECT_MS = 5_000;
/** Maximum size of a response, in bytes. */
const MAX_RESPONSE = 1024 * 1024;

const http = new HttpAgent({ keepAlive: true, maxSockets: 16 });
const https = new HttpsAgent({ keepAlive: true, maxSockets: 16 });

function responseOf(response: IncomingMessage, text: string): HttpResponse {
  return {
    status: response.statusCode ?? 0,
    header(name) {
      const value = response.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    text,
  };
}

/**
 * Makes a request over connections that are kept alive. Background requests do not keep the process alive: a host that
 * ends does not wait for a slow server.
 */
export function sendHttp(request: HttpRequest): Promise<HttpResponse> {
  const { method, url, headers, body, timeoutMs, signal, isBackground = false } = request;
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const secure = target.protocol === 'https:';
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...(bytes !== undefined && { 'content-length': bytes.length }) },
      agent: secure ? https : http,
      ...(signal !== undefined && { signal }),
    };
    const sent = (secure ? httpsRequest : httpRequest)(target, options);
    const give = (after: number, what: string): NodeJS.Timeout =>
      setTimeout(() => sent.destroy(new Error(`${what} within ${after} ms`)), after).unref();
    const whole = give(timeoutMs, 'no answer');
    const connecting = give(Math.min(CONNECT_MS, timeoutMs), 'no connection');
    const fail = (error: Error): void => {
      clearTimeout(whole);
      clearTimeout(connecting);
      reject(error);
    };
    sent.on('socket', (socket) => {
      if (isBackground) socket.unref();
      else socket.ref();
      if (!socket.connecting) clearTimeout(connecting);
      else socket.once('connect', () => clearTimeout(connecting));
    });
    sent.on('error', fail);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_RESPONSE) sent.destroy(new Error(`its response is longer than ${MAX_RESPONSE} bytes`));
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(whole);
        resolve(responseOf(response, Buffer.concat(chunks).toString('utf8')));
      });
    });
    sent.end(bytes);
  });
}
