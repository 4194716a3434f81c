import { DEFAULT_PROJECT } from '../../model/default-project.ts';
import type { Settings } from '../settings/settings.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { HttpReader } from './http-reader.ts';

/** The server and the project from which the resources of a client read. */
export class Reader {
  readonly #settings: Settings;
  readonly #hasUrl: boolean;
  #http: HttpReader | undefined;

  constructor(settings: Settings, { transport, url }: VitrineOptions) {
    this.#settings = settings;
    this.#hasUrl = transport === undefined || url !== undefined;
  }

  /**
   * The connection to the server, made on first use.
   *
   * @throws {Error} if the client has a transport but no URL
   */
  get http(): HttpReader {
    if (!this.#hasUrl) {
      throw new Error('This client only writes: it was given a transport. Give it `url` as well to read from there.');
    }
    this.#http ??= new HttpReader(this.#settings);
    return this.#http;
  }

  /** Returns the name of a project, or the client's own if there is none. */
  projectOf(name: string | undefined): string {
    return name ?? this.#settings.projectName ?? DEFAULT_PROJECT;
  }
}
