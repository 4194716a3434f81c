import { DEFAULT_PROJECT } from '../../model/default-project.ts';
import type { Settings } from '../settings/settings.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { HttpReader } from './http-reader.ts';
import type {
  AttachmentRecord,
  EnvironmentRecord,
  ProjectRecord,
  SpanRecord,
  ThreadRecord,
  TraceRecord,
} from './records.ts';
import type { SearchOptions, SpanSearchOptions } from './search-options.ts';

/** So many are asked for at once. */
const PAGE = 1_000;

/** A filter as the server takes it. Only who searches loads the filter language. */
async function wireFilter(filter: string, entity: 'traces' | 'spans' | 'threads'): Promise<unknown> {
  const { parseFilter, toWire } = await import('../../filter/index.ts');
  return toWire(parseFilter(filter, entity));
}

/** Which thing an attachment belongs to. */
export interface AttachmentQuery {
  entityType: 'trace' | 'span';
  entityId: string;
  /** The project of the trace or span; the client's where absent. */
  projectName?: string | undefined;
}

/**
 * What a client reads back from its server. Everything here waits for the server, and rejects with a
 * {@link TransportError} where that fails.
 */
export class Reading {
  readonly #settings: Settings;
  readonly #isWithoutUrl: boolean;
  #opened: HttpReader | undefined;

  constructor(settings: Settings, { transport, url }: VitrineOptions) {
    this.#settings = settings;
    this.#isWithoutUrl = transport !== undefined && url === undefined;
  }

  get #reader(): HttpReader {
    if (this.#isWithoutUrl) {
      throw new Error('This client only writes: it was given a transport. Give it `url` as well to read from there.');
    }
    this.#opened ??= new HttpReader(this.#settings);
    return this.#opened;
  }

  #projectOf(name: string | undefined): string {
    return name ?? this.#settings.projectName ?? DEFAULT_PROJECT;
  }

  /**
   * Traces, newest first, as they come in: nothing is held that was read.
   *
   * @throws {FilterError} where the filter is not accepted, with the position
   * @example
   * for await (const trace of client.searchTraces({ filter: 'duration > 5000', maxResults: 100 })) {
   *   console.log(trace.name, trace.duration);
   * }
   */
  searchTraces(options: SearchOptions = {}): AsyncGenerator<TraceRecord, void, undefined> {
    return this.#search<TraceRecord>('traces', 'traces/search', options, (trace) => trace.id);
  }

  /** Spans, newest first. */
  searchSpans(options: SpanSearchOptions = {}): AsyncGenerator<SpanRecord, void, undefined> {
    return this.#search<SpanRecord>('spans', 'spans/search', options, (span) => span.id);
  }

  /** Conversations, newest first. */
  searchThreads(options: SearchOptions = {}): AsyncGenerator<ThreadRecord, void, undefined> {
    return this.#search<ThreadRecord>('threads', 'traces/threads/search', options, (thread) => thread.thread_model_id);
  }

  async *#search<T>(
    entity: 'traces' | 'spans' | 'threads',
    path: string,
    options: SpanSearchOptions,
    idOf: (record: T) => string | undefined,
  ): AsyncGenerator<T, void, undefined> {
    const { projectName, filter, maxResults = Infinity, from, to, truncate = false, exclude, traceId, type } = options;
    const body = {
      project_name: this.#projectOf(projectName),
      ...(filter !== undefined && { filters: await wireFilter(filter, entity) }),
      ...(from !== undefined && { from_time: from.toISOString() }),
      ...(to !== undefined && { to_time: to.toISOString() }),
      ...(exclude !== undefined && { exclude }),
      ...(traceId !== undefined && { trace_id: traceId }),
      ...(type !== undefined && { type }),
      truncate,
    };
    const last = entity === 'threads' ? 'last_retrieved_thread_model_id' : 'last_retrieved_id';
    let after = options.after;
    for (let given = 0; given < maxResults;) {
      const limit = Math.min(PAGE, maxResults - given);
      const before: string | undefined = after;
      let found = 0;
      for await (const record of this.#reader.lines<T>(path, { ...body, limit, ...(after && { [last]: after }) })) {
        found++;
        after = idOf(record) ?? after;
        yield record;
      }
      given += found;
      // A server that knows no paging would give the first page for ever.
      if (found < limit || after === before) return;
    }
  }

  /** How many traces a search would give. */
  async countTraces({ projectName, filter, from, to }: SearchOptions = {}): Promise<number> {
    const query = {
      project_name: this.#projectOf(projectName),
      size: 1,
      ...(filter !== undefined && { filters: JSON.stringify(await wireFilter(filter, 'traces')) }),
      from_time: from?.toISOString(),
      to_time: to?.toISOString(),
    };
    return (await this.#reader.json<{ total: number }>('traces', { query })).total;
  }

  /** One trace with all that belongs to it but its spans; nothing where there is none. */
  getTrace(id: string): Promise<TraceRecord | undefined> {
    return this.#find<TraceRecord>(`traces/${encodeURIComponent(id)}`);
  }

  getSpan(id: string): Promise<SpanRecord | undefined> {
    return this.#find<SpanRecord>(`spans/${encodeURIComponent(id)}`);
  }

  async #find<T>(path: string): Promise<T | undefined> {
    return this.#reader.find<T>(path);
  }

  /** One conversation of a project. */
  async getThread(threadId: string, { projectName }: { projectName?: string } = {}): Promise<ThreadRecord | undefined> {
    const body = { project_name: this.#projectOf(projectName), thread_id: threadId };
    return this.#reader.find<ThreadRecord>('traces/threads/retrieve', { method: 'POST', body });
  }

  /** Marks a conversation as ended, or as going on. */
  async setThreadStatus(
    threadId: string,
    status: 'active' | 'inactive',
    { projectName }: { projectName?: string } = {},
  ): Promise<void> {
    const body = { project_name: this.#projectOf(projectName), thread_id: threadId };
    const path = `traces/threads/${status === 'active' ? 'open' : 'close'}`;
    await this.#reader.request(path, { method: 'PUT', body });
  }

  /** Takes a score away from a trace or span. */
  async deleteScore(entityType: 'trace' | 'span', id: string, name: string): Promise<void> {
    const path = `${entityType}s/${encodeURIComponent(id)}/feedback-scores/delete`;
    await this.#reader.request(path, { method: 'POST', body: { name } });
  }

  /** All projects, or those whose name holds a text. */
  async *projects({ name }: { name?: string } = {}): AsyncGenerator<ProjectRecord, void, undefined> {
    for (let page = 1; ; page++) {
      const query = { page, size: 100, name };
      const { content } = await this.#reader.json<{ content: ProjectRecord[] }>('projects', { query });
      yield* content;
      if (content.length < query.size) return;
    }
  }

  /** The project of a name; the client's own where absent. */
  async getProject(name?: string): Promise<ProjectRecord | undefined> {
    const body = { name: this.#projectOf(name) };
    return this.#reader.find<ProjectRecord>('projects/retrieve', { method: 'POST', body });
  }

  async getEnvironments(): Promise<EnvironmentRecord[]> {
    return (await this.#reader.json<{ content: EnvironmentRecord[] }>('environments')).content;
  }

  /** @throws {TransportError} with status 409 where there is one of this name */
  async createEnvironment(name: string, more: { description?: string; color?: string } = {}): Promise<void> {
    await this.#reader.request('environments', { method: 'POST', body: { name, ...more } });
  }

  /** Changes the given fields of the environment of a name. */
  async updateEnvironment(
    name: string,
    changes: { name?: string; description?: string; color?: string },
  ): Promise<void> {
    const { id } = await this.#environment(name);
    await this.#reader.request(`environments/${id}`, { method: 'PATCH', body: changes });
  }

  async deleteEnvironment(name: string): Promise<void> {
    const { id } = await this.#environment(name);
    await this.#reader.request('environments/delete', { method: 'POST', body: { ids: [id] } });
  }

  async #environment(name: string): Promise<EnvironmentRecord> {
    const found = (await this.getEnvironments()).find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no environment "${name}"`);
    return found;
  }

  /** The files of a trace or span. */
  async attachments(query: AttachmentQuery): Promise<AttachmentRecord[]> {
    const { entityType, entityId } = query;
    const projectId = await this.#projectId(query.projectName);
    const about = {
      project_id: projectId,
      entity_type: entityType,
      entity_id: entityId,
      path: btoa(this.#reader.base.replace(/v1\/private\/$/, '')),
      size: 1_000,
    };
    return (await this.#reader.json<{ content: AttachmentRecord[] }>('attachment/list', { query: about })).content;
  }

  /** The bytes of a file, by the name and type that {@link Reading.attachments} gives. */
  async downloadAttachment(query: AttachmentQuery & { fileName: string; contentType: string }): Promise<Uint8Array> {
    const { entityType, entityId, fileName, contentType } = query;
    const about = {
      container_id: await this.#projectId(query.projectName),
      entity_type: entityType,
      entity_id: entityId,
      file_name: fileName,
      mime_type: contentType,
    };
    const response = await this.#reader.request('attachment/download', { query: about });
    return new Uint8Array(await response.arrayBuffer());
  }

  async #projectId(name: string | undefined): Promise<string> {
    const project = await this.getProject(name);
    if (project === undefined) throw new Error(`there is no project "${this.#projectOf(name)}"`);
    return project.id;
  }
}
