import type {
  BodiesView,
  ErrorBody,
  FeedbackTarget,
  FeedbackView,
  FeedbackWrite,
  ProjectsView,
  ThreadView,
  TraceView,
  TracesView,
} from '@vitrine/core/model';
import { TokenSource, type TokenProvider } from './token-source.ts';
import { ViewError } from './view-error.ts';

type Query = Record<string, string | number | null | undefined>;

/** Query of a list of traces. The project is either `project_id` or `project_name`. */
export interface TracesQuery extends Query {
  project_id?: string | undefined;
  project_name?: string | undefined;
  thread_id?: string | undefined;
  search?: string | undefined;
  from_time?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A thread of a project. */
export interface ThreadQuery extends Query {
  thread_id: string;
  project_id?: string | undefined;
  project_name?: string | undefined;
}

/**
 * Client of the view API of one server. Every method rejects with a {@link ViewError}, or with the reason of the signal
 * if it was aborted.
 *
 * @example
 * const client = new ViewClient('/vitrine');
 * const { traces } = await client.traces({ project_name: 'support', limit: 25 });
 */
export class ViewClient {
  /** Mount path or URL, without a slash at its end. */
  readonly server: string;
  /** Undefined if requests have no token of their own. */
  readonly tokens: TokenSource | undefined;

  constructor(server: string, tokenProvider?: TokenProvider) {
    this.server = server.replace(/\/+$/, '');
    this.tokens = tokenProvider && new TokenSource(tokenProvider);
  }

  projects(signal?: AbortSignal): Promise<ProjectsView> {
    return this.request('GET', 'projects', {}, undefined, signal);
  }

  traces(query: TracesQuery, signal?: AbortSignal): Promise<TracesView> {
    return this.request('GET', 'traces', query, undefined, signal);
  }

  trace(id: string, signal?: AbortSignal): Promise<TraceView> {
    return this.request('GET', `traces/${encodeURIComponent(id)}`, {}, undefined, signal);
  }

  /** Reads the bodies of up to 100 spans of a trace, or of the trace itself by its own id. */
  bodies(traceId: string, ids: readonly string[], signal?: AbortSignal): Promise<BodiesView> {
    return this.request('POST', `traces/${encodeURIComponent(traceId)}/bodies`, {}, { ids }, signal);
  }

  thread(query: ThreadQuery, signal?: AbortSignal): Promise<ThreadView> {
    return this.request('GET', 'thread', query, undefined, signal);
  }

  feedback(target: FeedbackTarget, name: string, signal?: AbortSignal): Promise<FeedbackView> {
    return this.request('GET', 'feedback', { ...target, name }, undefined, signal);
  }

  putFeedback(write: FeedbackWrite): Promise<FeedbackView> {
    return this.request('PUT', 'feedback', {}, write);
  }

  deleteFeedback(target: FeedbackTarget, name: string): Promise<FeedbackView> {
    return this.request('DELETE', 'feedback', { ...target, name });
  }

  private async request<T>(
    method: string,
    path: string,
    query: Query,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    const send = async (): Promise<[Response, string | undefined]> => {
      const token = await this.tokens?.get();
      return [await this.send(method, path, query, body, token, signal), token];
    };
    let [response, token] = await send();
    if (response.status === 401 && token !== undefined) {
      await this.tokens?.refuse(token);
      [response, token] = await send();
    }
    if (!response.ok) {
      const answer = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
      throw new ViewError(response.status, answer.message ?? `The server answered ${response.status}.`);
    }
    return (await response.json()) as T;
  }

  private async send(
    method: string,
    path: string,
    query: Query,
    body: unknown,
    token: string | undefined,
    signal?: AbortSignal,
  ): Promise<Response> {
    const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
    const headers: Record<string, string> = {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const init: RequestInit = { method, headers, signal: signal ?? null };
    if (body !== undefined) init.body = JSON.stringify(body);
    try {
      return await fetch(`${this.server}/api/v1/view/${path}${search && `?${search}`}`, init);
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new ViewError(0, `The server at ${this.server || location.origin} cannot be reached.`);
    }
  }
}
