import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentRecord, SpanRecord, TraceRecord, Vitrine } from '@vitrine/core';
import { LineFile, readLines } from './line-file.ts';
import { type Manifest, type Part, type PartState, readJson, writeJson } from './manifest.ts';
import type { Progress } from './progress.ts';

/** What to export, and to where. */
export interface ExportOptions {
  directory: string;
  url: string;
  project: string;
  filter?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  include: Part[];
}

/** An attachment in `attachments.jsonl`: `file` is below the directory. */
export interface ExportedAttachment extends AttachmentRecord {
  entity_type: 'trace' | 'span';
  entity_id: string;
  file: string;
}

/** After so many records it is noted how far the export is. */
const STEP = 500;
/** So many requests for what belongs to single traces go at once. */
const AT_ONCE = 8;

/**
 * Writes a project's traces and what belongs to them into a directory, as JSON lines. Where the directory holds an
 * export of the same that was broken off, it goes on there.
 *
 * @throws where the directory holds the export of something else, or the server refuses
 */
export async function exportProject(client: Vitrine, options: ExportOptions, progress: Progress): Promise<Manifest> {
  const { directory, include } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const run = new Export(client, options, await openManifest(options), progress);
  // Traces come first: the others are those of them.
  await run.part('traces', () => run.traces());
  for (const part of include) if (part !== 'traces') await run.part(part, () => run[part]());
  return run.manifest;
}

async function openManifest({ directory, url, project, filter, from, to, include }: ExportOptions): Promise<Manifest> {
  const wanted = { version: 1, url, project, filter, from: from?.toISOString(), to: to?.toISOString() } as const;
  const found = await readJson<Manifest>(join(directory, 'export.json'));
  if (found === undefined) return { ...wanted, include, parts: {} };
  const same = (Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => found[key] === wanted[key]);
  if (!same) throw new Error(`${directory} holds another export (see its export.json); take an empty directory`);
  return { ...found, include };
}

class Export {
  readonly manifest: Manifest;
  readonly #client: Vitrine;
  readonly #options: ExportOptions;
  readonly #progress: Progress;

  constructor(client: Vitrine, options: ExportOptions, manifest: Manifest, progress: Progress) {
    this.#client = client;
    this.#options = options;
    this.manifest = manifest;
    this.#progress = progress;
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }

  #state(part: Part): PartState {
    return (this.manifest.parts[part] ??= { done: false, count: 0, bytes: 0 });
  }

  async #note(): Promise<void> {
    await writeJson(this.#path('export.json'), this.manifest);
  }

  async part(part: Part, run: () => Promise<void>): Promise<void> {
    const state = this.#state(part);
    if (state.done) return;
    try {
      await run();
    } finally {
      this.#progress.stop();
    }
    state.done = true;
    await this.#note();
  }

  /** Appends records to a part, and notes how far it is. */
  async #append(part: Part, file: LineFile, records: readonly unknown[], at: Partial<PartState>): Promise<void> {
    await file.append(records);
    const state = this.#state(part);
    Object.assign(state, at, { count: state.count + records.length, bytes: file.bytes });
    await this.#note();
  }

  async #search(part: 'traces' | 'spans', found: AsyncIterable<TraceRecord | SpanRecord>): Promise<void> {
    const file = await LineFile.open(this.#path(`${part}.jsonl`), this.#state(part).bytes);
    let batch: (TraceRecord | SpanRecord)[] = [];
    try {
      for await (const record of found) {
        batch.push(record);
        this.#progress.add(1);
        if (batch.length < STEP) continue;
        await this.#append(part, file, batch, { after: record.id });
        batch = [];
      }
      await this.#append(part, file, batch, {});
    } finally {
      await file.close();
    }
  }

  async traces(): Promise<void> {
    const { project: projectName, filter, from, to } = this.#options;
    const { after, count } = this.#state('traces');
    const search = { projectName, filter, from, to };
    this.#progress.start('traces', await this.#client.traces.count(search), count);
    await this.#search('traces', this.#client.traces.search({ ...search, after }));
  }

  async spans(): Promise<void> {
    const { project: projectName, filter, from, to } = this.#options;
    const state = this.#state('spans');
    if (filter === undefined && from === undefined && to === undefined) {
      this.#progress.start('spans', 0, state.count);
      return this.#search('spans', this.#client.spans.search({ projectName, after: state.after }));
    }
    await this.#forTraces('spans', async ({ id }) => {
      const spans: SpanRecord[] = [];
      for await (const span of this.#client.spans.search({ projectName, traceId: id })) spans.push(span);
      return spans;
    });
  }

  /** Appends what belongs to each exported trace, some traces at a time. */
  async #forTraces(part: Part, recordsOf: (trace: TraceRecord) => Promise<readonly unknown[]>): Promise<void> {
    const state = this.#state(part);
    const file = await LineFile.open(this.#path(`${part}.jsonl`), state.bytes);
    let position = state.position ?? 0;
    this.#progress.start(part, this.#state('traces').count, position);
    try {
      const traces = readLines<TraceRecord>(this.#path('traces.jsonl'), { from: position, size: AT_ONCE });
      for await (const batch of traces) {
        const found = await Promise.all(batch.map(recordsOf));
        position += batch.length;
        await this.#append(part, file, found.flat(), { position });
        this.#progress.add(batch.length);
      }
    } finally {
      await file.close();
    }
  }

  /** The conversations of the exported traces. */
  async threads(): Promise<void> {
    const { project: projectName } = this.#options;
    const seen = new Set<string>();
    // A part that goes on: the threads of the traces before are there.
    const before = readLines<{ id: string }>(this.#path('threads.jsonl'), { from: 0, size: STEP });
    if (this.#state('threads').count > 0) for await (const batch of before) for (const { id } of batch) seen.add(id);
    await this.#forTraces('threads', async ({ thread_id: threadId }) => {
      if (typeof threadId !== 'string' || threadId === '' || seen.has(threadId)) return [];
      seen.add(threadId);
      const thread = await this.#client.threads.get(threadId, { projectName });
      return thread === undefined ? [] : [thread];
    });
  }

  async attachments(): Promise<void> {
    await mkdir(this.#path('attachments'), { recursive: true, mode: 0o700 });
    const spansOf = new Map<string, string[]>();
    for await (const batch of readLines<SpanRecord>(this.#path('spans.jsonl'), { from: 0, size: STEP })) {
      for (const { id, trace_id } of batch) spansOf.set(trace_id, [...(spansOf.get(trace_id) ?? []), id]);
    }
    await this.#forTraces('attachments', async ({ id }) => {
      const found = await this.#files('trace', id);
      for (const spanId of spansOf.get(id) ?? []) found.push(...(await this.#files('span', spanId)));
      return found;
    });
  }

  async #files(entityType: 'trace' | 'span', entityId: string): Promise<ExportedAttachment[]> {
    const query = { entityType, entityId, projectName: this.#options.project };
    const exported: ExportedAttachment[] = [];
    for (const record of await this.#client.attachments.list(query)) {
      const { file_name: fileName, mime_type: contentType } = record;
      const bytes = await this.#client.attachments.download({ ...query, fileName, contentType });
      // Names come from whoever recorded the trace: only a part of them goes to the disk.
      const file = `attachments/${entityId}-${exported.length}-${fileName.replace(/[^\w.-]/g, '_').slice(-80)}`;
      await writeFile(this.#path(file), bytes, { mode: 0o600 });
      exported.push({ ...record, entity_type: entityType, entity_id: entityId, file });
    }
    return exported;
  }
}
