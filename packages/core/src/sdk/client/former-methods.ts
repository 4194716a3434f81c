import type { ScoreOptions } from '../options/score-options.ts';
import type { AttachmentQuery, Attachments } from '../resources/attachments.ts';
import type { Environments } from '../resources/environments.ts';
import type { Projects } from '../resources/projects.ts';
import type {
  AttachmentRecord,
  EnvironmentRecord,
  ProjectRecord,
  SpanRecord,
  ThreadRecord,
  TraceRecord,
} from '../resources/records.ts';
import type { Scores } from '../resources/scores.ts';
import type { SearchOptions, SpanSearchOptions } from '../resources/search-options.ts';
import type { Spans } from '../resources/spans.ts';
import type { Threads } from '../resources/threads.ts';
import type { Traces } from '../resources/traces.ts';

/** `client.projects` as a method. */
export interface FormerProjects {
  /** @deprecated use `client.projects.search()` */
  (options?: { name?: string }): AsyncGenerator<ProjectRecord, void, undefined>;
}

/** `client.attachments` as a method. */
export interface FormerAttachments {
  /** @deprecated use `client.attachments.list()` */
  (query: AttachmentQuery): Promise<AttachmentRecord[]>;
}

/** Methods that a client had before it had resources. Each calls the resource that replaces it. */
export abstract class FormerMethods {
  abstract readonly traces: Traces;
  abstract readonly spans: Spans;
  abstract readonly threads: Threads;
  abstract readonly scores: Scores;
  abstract readonly projects: Projects;
  abstract readonly environments: Environments;
  abstract readonly attachments: Attachments;

  /** @deprecated use `client.traces.search()` */
  searchTraces(options?: SearchOptions): AsyncGenerator<TraceRecord, void, undefined> {
    return this.traces.search(options);
  }

  /** @deprecated use `client.traces.count()` */
  countTraces(options?: SearchOptions): Promise<number> {
    return this.traces.count(options);
  }

  /** @deprecated use `client.traces.get()` */
  getTrace(id: string): Promise<TraceRecord | undefined> {
    return this.traces.get(id);
  }

  /** @deprecated use `client.spans.search()` */
  searchSpans(options?: SpanSearchOptions): AsyncGenerator<SpanRecord, void, undefined> {
    return this.spans.search(options);
  }

  /** @deprecated use `client.spans.get()` */
  getSpan(id: string): Promise<SpanRecord | undefined> {
    return this.spans.get(id);
  }

  /** @deprecated use `client.threads.search()` */
  searchThreads(options?: SearchOptions): AsyncGenerator<ThreadRecord, void, undefined> {
    return this.threads.search(options);
  }

  /** @deprecated use `client.threads.get()` */
  getThread(threadId: string, project?: { projectName?: string }): Promise<ThreadRecord | undefined> {
    return this.threads.get(threadId, project);
  }

  /** @deprecated use `client.threads.setStatus()` */
  setThreadStatus(threadId: string, status: 'active' | 'inactive', project?: { projectName?: string }): Promise<void> {
    return this.threads.setStatus(threadId, status, project);
  }

  /** @deprecated use `client.scores.add('trace', ...)` */
  scoreTrace(traceId: string, score: ScoreOptions): void {
    this.scores.add('trace', traceId, score);
  }

  /** @deprecated use `client.scores.add('span', ...)` */
  scoreSpan(spanId: string, score: ScoreOptions): void {
    this.scores.add('span', spanId, score);
  }

  /** @deprecated use `client.scores.add('thread', ...)` */
  scoreThread(threadId: string, score: ScoreOptions): void {
    this.scores.add('thread', threadId, score);
  }

  /** @deprecated use `client.scores.delete()` */
  deleteScore(entityType: 'trace' | 'span', id: string, name: string): Promise<void> {
    return this.scores.delete(entityType, id, name);
  }

  /** @deprecated use `client.projects.get()` */
  getProject(name?: string): Promise<ProjectRecord | undefined> {
    return this.projects.get(name);
  }

  /** @deprecated use `client.environments.list()` */
  getEnvironments(): Promise<EnvironmentRecord[]> {
    return this.environments.list();
  }

  /** @deprecated use `client.environments.create()` */
  createEnvironment(name: string, details?: { description?: string; color?: string }): Promise<void> {
    return this.environments.create(name, details);
  }

  /** @deprecated use `client.environments.update()` */
  updateEnvironment(name: string, changes: { name?: string; description?: string; color?: string }): Promise<void> {
    return this.environments.update(name, changes);
  }

  /** @deprecated use `client.environments.delete()` */
  deleteEnvironment(name: string): Promise<void> {
    return this.environments.delete(name);
  }

  /** @deprecated use `client.attachments.download()` */
  downloadAttachment(file: AttachmentQuery & { fileName: string; contentType: string }): Promise<Uint8Array> {
    return this.attachments.download(file);
  }
}
