import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { newId } from '@vitrine/core';
import { keepResults } from './results.ts';

const MIB = 2 ** 20;
const OTLP = '/v1/traces';
const TRACES = '/api/v1/private/traces/batch';
const SPANS = '/api/v1/private/spans/batch';

interface Body {
  name: string;
  path: string;
  bytes: Buffer;
  type?: string;
  isCompressed?: boolean;
}

/**
 * Longest pauses of the server's event loop, while it reads, refuses or stores bodies that take long to parse, and the
 * largest legal ones. The server is in a process of its own.
 */
export async function hostileBodies(): Promise<string> {
  const child = fork(fileURLToPath(new URL('hostile-server.ts', import.meta.url)), {
    execArgv: ['--conditions=vitrine-source'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const pause = async (): Promise<number> => {
    child.send('pause');
    const [{ pauseMs }] = (await once(child, 'message')) as [{ pauseMs: number }];
    return pauseMs;
  };
  const results: Record<string, { status: number; pauseMs: number; tookMs: number; sentBytes: number }> = {};
  try {
    for (const make of BODIES) {
      const body = make();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await pause();
      const begun = performance.now();
      const status = await send(url, body);
      const tookMs = Math.round(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      results[body.name] = { status, pauseMs: await pause(), tookMs, sentBytes: body.bytes.length };
    }
  } finally {
    child.send('close');
    await once(child, 'exit');
  }
  keepResults('hostile-bodies', results);
  const longest = Math.max(...Object.values(results).map(({ pauseMs }) => pauseMs));
  const each = Object.entries(results).map(([name, { status, pauseMs }]) => `${name} ${pauseMs} ms (${status})`);
  return `longest pause of the event loop ${longest} ms: ${each.join(', ')}`;
}

const start_time = new Date().toISOString();
const json = (name: string, path: string, text: string): Body => ({ name, path, bytes: Buffer.from(text) });
const zipped = (body: Body): Body => ({
  ...body,
  name: `${body.name}, gzip`,
  bytes: gzipSync(body.bytes),
  isCompressed: true,
});
const repeated = (text: string, bytes: number): string => text.repeat(Math.floor(bytes / text.length));
const list = (item: string, bytes: number): string => `[${repeated(`${item},`, bytes)}${item}]`;

const BODIES: readonly (() => Body)[] = [
  () => json('50 MB of texts', TRACES, batch('traces', trace({ text: 'x'.repeat(49_000) }), 1_000)),
  () => json('50 MB of small values', SPANS, batch('spans', span(SMALL_VALUES), 1_000)),
  () => json('50 MB in one text', TRACES, batch('traces', trace({ text: 'x'.repeat(49 * MIB) }), 1)),
  () => json('50 MB of spans (OTLP/JSON)', OTLP, otlpJson(20_000)),
  () => zipped(json('objects as items', TRACES, `{"traces":${list('{}', 36 * MIB)}}`)),
  () => json('objects as items', TRACES, `{"traces":${list('{}', 36 * MIB)}}`),
  () => json('lists in a value', TRACES, `{"traces":[${traceOf(list('[]', 36 * MIB))}]}`),
  () => json('900,000 objects in a value', TRACES, `{"traces":[${traceOf(list('{}', 2_700_000))}]}`),
  () => json('a million levels', TRACES, `{"traces":[${traceOf('['.repeat(1e6) + ']'.repeat(1e6))}]}`),
  () => json('400,000 levels', TRACES, `{"traces":[${traceOf('['.repeat(4e5) + ']'.repeat(4e5))}]}`),
  () => zipped(json('objects as resources (OTLP/JSON)', OTLP, `{"resourceSpans":${list('{}', 39 * MIB)}}`)),
  () => json('objects as attributes (OTLP/JSON)', OTLP, otlpSpan(list('{}', 39 * MIB))),
  () => json('450,000 attributes (OTLP/JSON)', OTLP, otlpSpan(list('{"key":"a"}', 5_400_000))),
  () => protobufOf('messages as resources (OTLP)', Buffer.alloc(39 * MIB, Buffer.from([0x0a, 0x00]))),
  () => protobufOf('450,000 attributes (OTLP)', nested([1, 2, 2], Buffer.alloc(900_000, Buffer.from([0x4a, 0x00])))),
];

const traceOf = (input: string): string => `{"start_time":"${start_time}","input":${input}}`;
const otlpSpan = (attributes: string): string =>
  `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${'a'.repeat(32)}","spanId":"${'b'.repeat(16)}","name":"s",` +
  `"startTimeUnixNano":"${Date.now()}000000","attributes":${attributes}}]}]}]}`;
const batch = (name: string, item: string, count: number): string =>
  `{"${name}":[${Array.from({ length: count }, () => item).join()}]}`;
const SMALL_VALUES = Array.from({ length: 850 }, (_, id) => ({
  id,
  text: `some text of the value ${id}`,
  more: 'more',
}));
const ofTrace = newId();
const trace = (input: unknown): string => JSON.stringify({ start_time, name: 'trace', input });
const span = (input: unknown): string => JSON.stringify({ start_time, trace_id: ofTrace, name: 'span', input });

function otlpJson(count: number): string {
  const at = `${Date.now()}000000`;
  const spans = Array.from({ length: count }, (_, n) => ({
    traceId: (n % 50).toString(16).padStart(32, 'a'),
    spanId: (n + 1).toString(16).padStart(16, '0'),
    name: 'chat',
    startTimeUnixNano: at,
    endTimeUnixNano: at,
    attributes: [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'gen_ai.request.model', value: { stringValue: 'gpt-4o' } },
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '100' } },
      { key: 'text', value: { stringValue: 'x'.repeat(1_900) } },
    ],
  }));
  return JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: { name: 's' }, spans }] }] });
}

function protobufOf(name: string, bytes: Buffer): Body {
  return { name, path: OTLP, bytes, type: 'application/x-protobuf' };
}

/** Encodes messages in each other, by their field numbers. */
function nested(ids: readonly number[], bytes: Uint8Array): Buffer {
  return Buffer.from(
    ids.reduceRight<Uint8Array>((inner, id) => Buffer.concat([tagOf(id, inner.length), inner]), bytes),
  );
}

/** Encodes the tag and the length of a message. */
function tagOf(id: number, length: number): Buffer {
  const bytes = [(id << 3) | 2];
  for (let rest = length; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const agent = new Agent({ keepAlive: false });

function send(url: string, { path, bytes, type = 'application/json', isCompressed }: Body): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': type,
      'content-length': bytes.length,
      ...(isCompressed && { 'content-encoding': 'gzip' }),
    };
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(bytes);
  });
}
