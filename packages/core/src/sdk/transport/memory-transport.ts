import type { SpanWrite } from '../../model/span.ts';
import type { TraceWrite } from '../../model/trace.ts';
import type { Transport, TransportRequest } from './transport.ts';
import type { Upload } from './upload.ts';

/** A score on the wire. */
type ScoreRecord = Record<string, unknown> & { name: string; value: number };

/** A file that was sent. */
type MemoryAttachment = Omit<Upload, 'read'> & { bytes: Uint8Array };

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
  readonly #traces = new MergedRecords<TraceWrite>();
  readonly #spans = new MergedRecords<SpanWrite>();
  readonly scores: ScoreRecord[] = [];
  readonly attachments: MemoryAttachment[] = [];

  get traces(): TraceWrite[] {
    return this.#traces.all();
  }

  get spans(): SpanWrite[] {
    return this.#spans.all();
  }

  async send(request: TransportRequest): Promise<void> {
    this.requests.push(request);
    const body = JSON.parse(request.body) as { traces?: TraceWrite[]; spans?: SpanWrite[]; scores?: ScoreRecord[] };
    const { method, path } = request;
    if (method === 'PATCH') {
      if (path.startsWith('traces/')) this.#traces.patch(body as TraceWrite);
      else this.#spans.patch(body as SpanWrite);
      return;
    }
    for (const trace of body.traces ?? []) this.#traces.create(trace);
    for (const span of body.spans ?? []) this.#spans.create(span);
    this.scores.push(...(body.scores ?? []));
  }

  async upload(upload: Upload): Promise<void> {
    const { read, ...about } = upload;
    this.attachments.push({ ...about, bytes: await read(0, about.size) });
  }
}

/** What creates and patches have set of one record. */
interface Written<T> {
  created: Partial<T>;
  patched: Partial<T>;
}

/** Records by id. A create never overwrites what a patch has set, or what a later create has. */
class MergedRecords<T extends TraceWrite> {
  readonly #records = new Map<string, Written<T>>();

  #record(id: string): Written<T> {
    const record: Written<T> = this.#records.get(id) ?? { created: {}, patched: {} };
    this.#records.set(id, record);
    return record;
  }

  create(written: T): void {
    const record = this.#record(written.id ?? '');
    const { created } = record;
    const isLater = (written.last_updated_at ?? '') >= (created.last_updated_at ?? '');
    record.created = isLater ? { ...created, ...written } : { ...written, ...created };
  }

  patch(written: T): void {
    Object.assign(this.#record(written.id ?? '').patched, written);
  }

  all(): T[] {
    return [...this.#records.values()].map(({ created, patched }) => ({ ...created, ...patched }) as T);
  }
}
