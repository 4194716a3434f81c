import type { Reader } from '../reading/reader.ts';
import type { ProjectRecord } from './records.ts';

/** Projects on the server. All methods wait for the server and reject with a {@link TransportError} if it fails. */
export class Projects {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Yields all projects, or those whose name contains a text. */
  async *search({ name }: { name?: string } = {}): AsyncGenerator<ProjectRecord, void, undefined> {
    for (let page = 1; ; page++) {
      const query = { page, size: 100, name };
      const { content } = await this.#reader.http.json<{ content: ProjectRecord[] }>('projects', { query });
      yield* content;
      if (content.length < query.size) return;
    }
  }

  /** Returns a project by its name, or the client's own; `undefined` if there is none. */
  async get(name?: string): Promise<ProjectRecord | undefined> {
    const body = { name: this.#reader.projectOf(name) };
    return this.#reader.http.find<ProjectRecord>('projects/retrieve', { method: 'POST', body });
  }
}
