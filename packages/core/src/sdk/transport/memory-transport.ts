import type { SpanWrite } from '../../model/span.ts';
import type { TraceWrite } from '../../model/trace.ts';
import type { Transport, TransportRequest } from './transport.ts';
import type { Upload } from './upload.ts';

/** A score on the wire. */
type ScoreRecord = Record<string, unknown> & { name: string; value: number };

/**
 * Keeps writes in memory, merged as the server merges them. Use it in the tests of an app that records traces.
 *
 * @example
 * const memory = new MemoryTransport();
 * const client = new Vitrine({ transport: memory });
 * answer('Where is my order?');
 * await client.flush();
 * memory.traces[0].name; // 'answer'
 */
export class MemoryTransport implements Transport {
  /** All requests, in the order of their arrival. */
  readonly requests: TransportRequest[] = [];
  readonly #traces = new Map<string, TraceWrite>();
  readonly #spans = new Map<string, SpanWrite>();
  readonly scores: ScoreRecord[] = [];
  readonly attachments: Upload[] = [];

  get traces(): TraceWrite[] {
    return [...this.#traces.values()];
  }

  get spans(): SpanWrite[] {
    return [...this.#spans.values()];
  }

  async send(request: TransportRequest): Promise<void> {
    this.requests.push(request);
    const body = JSON.parse(request.body) as { traces?: TraceWrite[]; spans?: SpanWrite[]; scores?: ScoreRecord[] };
    for (const trace of body.traces ?? []) merge(this.#traces, trace);
    for (const span of body.spans ?? []) merge(this.#spans, span);
    this.scores.push(...(body.scores ?? []));
  }

  async upload(upload: Upload): Promise<void> {
    this.attachments.push(upload);
  }
}

function merge<T extends TraceWrite>(records: Map<string, T>, written: T): void {
  const id = written.id ?? '';
  records.set(id, { ...records.get(id), ...written });
}
