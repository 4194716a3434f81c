import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import {
  HttpTransport,
  type HttpTransportOptions,
  type SpanRecord,
  type ThreadRecord,
  type TraceRecord,
  TransportError,
  Vitrine,
} from '@vitrine/core';
import { FeedbackScoreWrite, SpanWrite, TraceWrite } from '@vitrine/core/model';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import { copiedId } from './copied-id.ts';
import type { ExportedAttachment } from './export-project.ts';
import { readLines } from './line-file.ts';
import { type Manifest, type Part, PARTS, readJson, writeJson } from './manifest.ts';
import type { Progress } from './progress.ts';

export interface ImportOptions extends HttpTransportOptions {
  directory: string;
  /** Name of the target project; if left out, the name of the exported project. */
  project?: string | undefined;
  include: Part[];
  /** Whether copies get new ids, for another project of the same server. */
  newIds: boolean;
  /** Whether to only count the records. */
  dryRun: boolean;
}

/** Result of an import or of a dry run. */
export interface ImportReport {
  project: string;
  counts: Partial<Record<Part | 'scores', number>>;
  /** The first reasons why the server refused records. */
  refused: string[];
  refusedCount: number;
}

/** Number of records in one request, after which the progress is saved. */
const BATCH = 500;
/** Maximum number of refusals in a report. */
const MAX_REFUSALS = 10;
/** Maximum number of attempts for one request, before the import ends with an error. */
const MAX_ATTEMPTS = 5;
/** Pause after the first attempt, in ms. It grows with each attempt. */
const PAUSE_MS = 1_000;

/** Number of imported lines of each part. */
type Done = Partial<Record<Part, number>>;

/**
 * Sends an export to a server. Continues an interrupted import. Records that are sent twice are stored once because
 * their ids are the same.
 *
 * @throws if the directory does not contain a complete export, or if the server does not answer
 */
export async function importProject(options: ImportOptions, progress: Progress): Promise<ImportReport> {
  const manifest = await readJson<Manifest>(join(options.directory, 'export.json'));
  if (manifest === undefined) throw new Error(`${options.directory} holds no export: there is no export.json`);
  const missing = options.include.filter((part) => manifest.parts[part]?.done === false);
  if (missing.length > 0) {
    throw new Error(`the export in ${options.directory} is not complete (${missing.join(', ')}): run the export again`);
  }
  return new Import(options, manifest, progress).run();
}

class Import {
  readonly #options: ImportOptions;
  readonly #manifest: Manifest;
  readonly #progress: Progress;
  readonly #transport: HttpTransport;
  readonly #reader: Vitrine;
  readonly #project: string;
  readonly #donePath: string;
  readonly #report: ImportReport;

  constructor(options: ImportOptions, manifest: Manifest, progress: Progress) {
    this.#options = options;
    this.#manifest = manifest;
    this.#progress = progress;
    this.#transport = new HttpTransport(options);
    const { url, apiKey, workspace } = options;
    this.#reader = new Vitrine({ url, apiKey, workspace, spool: false });
    this.#project = options.project ?? manifest.project;
    const target = createHash('sha256').update(
      `${options.url}\n${options.workspace ?? ''}\n${this.#project}\n${options.newIds}`,
    );
    this.#donePath = join(options.directory, `import-${target.digest('hex').slice(0, 12)}.json`);
    this.#report = { project: this.#project, counts: {}, refused: [], refusedCount: 0 };
  }

  async run(): Promise<ImportReport> {
    const done = (await readJson<Done>(this.#donePath)) ?? {};
    for (const part of PARTS) if (this.#options.include.includes(part)) await this.#part(part, done);
    return this.#report;
  }

  async #part(part: Part, done: Done): Promise<void> {
    const path = join(this.#options.directory, `${part}.jsonl`);
    const from = done[part] ?? 0;
    this.#progress.start(part, this.#manifest.parts[part]?.count ?? 0, from);
    let line = from;
    try {
      const size = part === 'attachments' ? 1 : BATCH;
      for await (const records of readLines<never>(path, { from, size })) {
        if (!this.#options.dryRun) await this.#send(part, records);
        line += records.length;
        this.#count(part, records.length);
        this.#progress.add(records.length);
        if (!this.#options.dryRun) await writeJson(this.#donePath, { ...done, [part]: line });
      }
    } finally {
      this.#progress.stop();
    }
    done[part] = line;
  }

  #count(what: Part | 'scores', count: number): void {
    this.#report.counts[what] = (this.#report.counts[what] ?? 0) + count;
  }

  #refuse(count: number, why: string): void {
    this.#report.refusedCount += count;
    if (this.#report.refused.length < MAX_REFUSALS) this.#report.refused.push(why);
  }

  #id(id: string): string {
    return this.#options.newIds ? copiedId(id, this.#project) : id;
  }

  async #send(part: Part, records: readonly never[]): Promise<void> {
    if (part === 'traces') await this.#traces(records);
    else if (part === 'spans') await this.#spans(records);
    else if (part === 'threads') await this.#threads(records);
    else for (const record of records) await this.#attachment(record);
  }

  /** Makes a request. Refusals are added to the report, and other failures are retried. */
  async #attempt(what: string, count: number, request: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        if (!error.retryable) {
          const { stored } = (error.cause ?? {}) as { stored?: number };
          return this.#refuse(count - (stored ?? 0), `${what}: ${error.message}`);
        }
        if (attempt === MAX_ATTEMPTS)
          throw new Error(`the import was interrupted, run it again to continue: ${error.message}`, { cause: error });
        const waitMs = error.retryAfterMs ?? PAUSE_MS * attempt;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async #list(method: 'POST' | 'PUT', path: string, list: string, items: readonly unknown[]): Promise<void> {
    if (items.length === 0) return;
    const body = JSON.stringify({ [list]: items });
    await this.#attempt(path, items.length, () => this.#transport.send({ method, path, body }));
  }

  async #traces(records: readonly TraceRecord[]): Promise<void> {
    const traces = records.map((record) => ({
      ...TraceWrite.parse(record),
      id: this.#id(record.id),
      project_name: this.#project,
    }));
    await this.#list('POST', 'traces/batch', 'traces', traces);
    await this.#scores('traces/feedback-scores', records, ({ id }) => ({ id: this.#id(id) }));
  }

  async #spans(records: readonly SpanRecord[]): Promise<void> {
    const spans = records.map((record) => ({
      ...SpanWrite.parse(record),
      id: this.#id(record.id),
      trace_id: this.#id(record.trace_id),
      ...(record.parent_span_id && { parent_span_id: this.#id(record.parent_span_id) }),
      project_name: this.#project,
    }));
    await this.#list('POST', 'spans/batch', 'spans', spans);
    await this.#scores('spans/feedback-scores', records, ({ id }) => ({ id: this.#id(id) }));
  }

  async #scores<T extends { feedback_scores?: TraceRecord['feedback_scores'] }>(
    path: string,
    records: readonly T[],
    keyOf: (record: T) => object,
  ): Promise<void> {
    const scores = records.flatMap((record) =>
      (record.feedback_scores ?? []).map((score) => ({
        ...FeedbackScoreWrite.parse(score),
        ...keyOf(record),
        project_name: this.#project,
      })),
    );
    for (const chunk of chunksOf(scores, BATCH)) await this.#list('PUT', path, 'scores', chunk);
    this.#count('scores', scores.length);
  }

  async #threads(records: readonly ThreadRecord[]): Promise<void> {
    await this.#scores('traces/threads/feedback-scores', records, ({ id }) => ({ thread_id: id }));
    for (const { id, status, tags } of records) {
      if (tags && tags.length > 0) await this.#tagThread(id, tags);
      if (status !== 'inactive') continue;
      const body = JSON.stringify({ project_name: this.#project, thread_id: id });
      const request = { method: 'PUT', path: 'traces/threads/close', body } as const;
      await this.#attempt(`thread ${id}`, 1, () => this.#transport.send(request));
    }
  }

  /** Sets the tags of a thread by the id that the server has given to the thread. */
  async #tagThread(id: string, tags: readonly string[]): Promise<void> {
    const modelId = (await this.#reader.threads.get(id, { projectName: this.#project }))?.thread_model_id;
    if (modelId === undefined)
      return this.#refuse(1, `thread ${id}: it has no traces on the server, so its tags cannot be set`);
    const request = { method: 'PATCH', path: `traces/threads/${modelId}`, body: JSON.stringify({ tags }) } as const;
    await this.#attempt(`thread ${id}`, 1, () => this.#transport.send(request));
  }

  async #attachment(record: ExportedAttachment): Promise<void> {
    const { directory } = this.#options;
    const path = join(directory, record.file);
    const inside = relative(join(directory, 'attachments'), path);
    if (inside.startsWith('..') || isAbsolute(inside)) {
      return this.#refuse(1, `the file "${record.file}" is outside of the attachments of the export`);
    }
    const bytes = await readFile(path);
    const upload = {
      entityType: record.entity_type,
      entityId: this.#id(record.entity_id),
      projectName: this.#project,
      fileName: record.file_name,
      contentType: record.mime_type,
      size: bytes.length,
      read: async (from: number, to: number) => bytes.subarray(from, to),
    };
    await this.#attempt(record.file, 1, () => this.#transport.upload(upload));
  }
}
