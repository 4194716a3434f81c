import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentRecord, SpanRecord, TraceRecord, Vitrine } from '@vitrine/core';
import { LineFile, readLines } from './line-file.ts';
import { type Manifest, type Part, type PartState, readJson, writeJson } from './manifest.ts';
import type { Progress } from './progress.ts';

/** What to export, and where to write it. */
export interface ExportOptions {
  directory: string;
  url: string;
  project: string;
  filter?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  include: Part[];
}

/** An attachment in `attachments.jsonl`. `file` is a path relative to the directory of the export. */
export interface ExportedAttachment extends AttachmentRecord {
  entity_type: 'trace' | 'span';
  entity_id: string;
  file: string;
}

/** Number of records after which the progress is saved. */
const STEP = 500;
/** Maximum number of traces whose records are requested at the same time. */
const CONCURRENCY = 8;

/**
 * Writes the traces of a project and everything that belongs to them into a directory, as JSON lines. Continues an
 * interrupted export of the same traces in that directory.
 *
 * @throws if the directory contains another export, or if the server refuses a request
 */
export async function exportProject(client: Vitrine, options: ExportOptions, progress: Progress): Promise<Manifest> {
  const { directory, include } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const manifest = await openManifest(options);
  const run = new Export({ client, options, manifest, progress });
  // Traces come first because the other parts belong to the exported traces.
  await run.part('traces', () => run.traces());
  for (const part of include) if (part !== 'traces') await run.part(part, () => run[part]());
  return manifest;
}

async function openManifest({ directory, url, project, filter, from, to, include }: ExportOptions): Promise<Manifest> {
  const wanted = { version: 1, url, project, filter, from: from?.toISOString(), to: to?.toISOString() } as const;
  const found = await readJson<Manifest>(join(directory, 'export.json'));
  if (found === undefined) return { ...wanted, include, parts: {} };
  const same = (Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => found[key] === wanted[key]);
  if (!same) throw new Error(`${directory} holds another export (see its export.json); use an empty directory`);
  return { ...found, include };
}

interface ExportParts {
  client: Vitrine;
  options: ExportOptions;
  manifest: Manifest;
  progress: Progress;
}

class Export {
  readonly #parts: ExportParts;

  constructor(parts: ExportParts) {
    this.#parts = parts;
  }

  #path(name: string): string {
    return join(this.#parts.options.directory, name);
  }

  #state(part: Part): PartState {
    return (this.#parts.manifest.parts[part] ??= { done: false, count: 0, bytes: 0 });
  }

  async #saveProgress(): Promise<void> {
    await writeJson(this.#path('export.json'), this.#parts.manifest);
  }

  async part(part: Part, run: () => Promise<void>): Promise<void> {
    const state = this.#state(part);
    if (state.done) return;
    try {
      await run();
    } finally {
      this.#parts.progress.stop();
    }
    state.done = true;
    await this.#saveProgress();
  }

  /** Appends records to a part and saves the progress. */
  async #append(part: Part, file: LineFile, records: readonly unknown[], at: Partial<PartState>): Promise<void> {
    await file.append(records);
    const state = this.#state(part);
    Object.assign(state, at, { count: state.count + records.length, bytes: file.bytes });
    await this.#saveProgress();
  }

  async #search(part: 'traces' | 'spans', found: AsyncIterable<TraceRecord | SpanRecord>): Promise<void> {
    const file = await LineFile.open(this.#path(`${part}.jsonl`), this.#state(part).bytes);
    let batch: (TraceRecord | SpanRecord)[] = [];
    try {
      for await (const record of found) {
        batch.push(record);
        this.#parts.progress.add(1);
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
    const { project: projectName, filter, from, to } = this.#parts.options;
    const { after, count } = this.#state('traces');
    const search = { projectName, filter, from, to };
    this.#parts.progress.start('traces', await this.#parts.client.traces.count(search), count);
    await this.#search('traces', this.#parts.client.traces.search({ ...search, after }));
  }

  async spans(): Promise<void> {
    const { project: projectName, filter, from, to } = this.#parts.options;
    const state = this.#state('spans');
    if (filter === undefined && from === undefined && to === undefined) {
      this.#parts.progress.start('spans', 0, state.count);
      return this.#search('spans', this.#parts.client.spans.search({ projectName, after: state.after }));
    }
    await this.#forTraces('spans', async ({ id }) => {
      const spans: SpanRecord[] = [];
      for await (const span of this.#parts.client.spans.search({ projectName, traceId: id })) spans.push(span);
      return spans;
    });
  }

  /** Appends the records that belong to each exported trace, some traces at a time. */
  async #forTraces(part: Part, recordsOf: (trace: TraceRecord) => Promise<readonly unknown[]>): Promise<void> {
    const state = this.#state(part);
    const file = await LineFile.open(this.#path(`${part}.jsonl`), state.bytes);
    let position = state.position ?? 0;
    this.#parts.progress.start(part, this.#state('traces').count, position);
    try {
      const traces = readLines<TraceRecord>(this.#path('traces.jsonl'), { from: position, size: CONCURRENCY });
      for await (const batch of traces) {
        const found = await Promise.all(batch.map(recordsOf));
        position += batch.length;
        await this.#append(part, file, found.flat(), { position });
        this.#parts.progress.add(batch.length);
      }
    } finally {
      await file.close();
    }
  }

  /** The conversations of the exported traces. */
  async threads(): Promise<void> {
    const { project: projectName } = this.#parts.options;
    const seen = new Set<string>();
    // If the part is continued, the threads of earlier traces are already in the file.
    const before = readLines<{ id: string }>(this.#path('threads.jsonl'), { from: 0, size: STEP });
    if (this.#state('threads').count > 0) for await (const batch of before) for (const { id } of batch) seen.add(id);
    await this.#forTraces('threads', async ({ thread_id: threadId }) => {
      if (typeof threadId !== 'string' || threadId === '' || seen.has(threadId)) return [];
      seen.add(threadId);
      const thread = await this.#parts.client.threads.get(threadId, { projectName });
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
    const query = { entityType, entityId, projectName: this.#parts.options.project };
    const exported: ExportedAttachment[] = [];
    for (const record of await this.#parts.client.attachments.list(query)) {
      const { file_name: fileName, mime_type: contentType } = record;
      const bytes = await this.#parts.client.attachments.download({ ...query, fileName, contentType });
      // File names are untrusted, so only safe characters become part of the path.
      const file = `attachments/${entityId}-${exported.length}-${fileName.replace(/[^\w.-]/g, '_').slice(-80)}`;
      await writeFile(this.#path(file), bytes, { mode: 0o600 });
      exported.push({ ...record, entity_type: entityType, entity_id: entityId, file });
    }
    return exported;
  }
}
