import type { Reader } from '../reading/reader.ts';
import type { ThreadRecord } from './records.ts';
import type { SearchOptions } from './search-options.ts';
import { searchRecords } from './search-records.ts';

/** The project of a thread; the client's by default. */
interface ThreadProject {
  projectName?: string;
}

/**
 * Threads (conversations) on the server. All methods wait for the server and reject with a {@link TransportError} if it
 * fails.
 */
export class Threads {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * Yields threads, newest first, as they arrive.
   *
   * @throws {FilterError} if the filter is not valid; it names the position
   * @example
   * for await (const thread of client.threads.search({ filter: 'number_of_messages >= 10' })) console.log(thread.id);
   */
  search(options: SearchOptions = {}): AsyncGenerator<ThreadRecord, void, undefined> {
    return searchRecords(this.#reader, 'threads', options);
  }

  /** Returns one thread of a project, or `undefined` if there is none of this id. */
  async get(threadId: string, { projectName }: ThreadProject = {}): Promise<ThreadRecord | undefined> {
    const body = { project_name: this.#reader.projectOf(projectName), thread_id: threadId };
    return this.#reader.http.find<ThreadRecord>('traces/threads/retrieve', { method: 'POST', body });
  }

  /** Marks a thread as ended (`inactive`) or as open (`active`). */
  async setStatus(threadId: string, status: 'active' | 'inactive', { projectName }: ThreadProject = {}): Promise<void> {
    const body = { project_name: this.#reader.projectOf(projectName), thread_id: threadId };
    const path = `traces/threads/${status === 'active' ? 'open' : 'close'}`;
    await this.#reader.http.request(path, { method: 'PUT', body });
  }
}
