import type { Attachment } from '../options/attachment.ts';
import type { Reader } from '../reading/reader.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { AttachmentRecord, ProjectRecord } from './records.ts';

/** The trace or span that files belong to. */
export interface AttachmentQuery {
  entityType: 'trace' | 'span';
  entityId: string;
  /** The project of the trace or span; the client's by default. */
  projectName?: string | undefined;
}

/**
 * Files of traces and spans on the server. All methods but `add` wait for the server, and reject with a
 * {@link TransportError} if it fails.
 */
export class Attachments {
  readonly #reader: Reader;
  readonly #recorder: Recorder;

  constructor(reader: Reader, recorder: Recorder) {
    this.#reader = reader;
    this.#recorder = recorder;
  }

  /**
   * Adds a file to a trace or span by its id. The file is sent in the background, like everything that is recorded.
   *
   * @example
   * client.attachments.add({ entityType: 'trace', entityId: traceId, path: 'report.pdf' });
   */
  add({ entityType, entityId, projectName, ...file }: AttachmentQuery & Attachment): void {
    this.#recorder.attach(file, { entityType, entityId, projectName });
  }

  /** Returns the files of a trace or span. */
  async list({ entityType, entityId, projectName }: AttachmentQuery): Promise<AttachmentRecord[]> {
    const query = {
      project_id: await this.#projectId(projectName),
      entity_type: entityType,
      entity_id: entityId,
      path: btoa(this.#reader.http.apiUrl),
      size: 1_000,
    };
    return (await this.#reader.http.json<{ content: AttachmentRecord[] }>('attachment/list', { query })).content;
  }

  /** Returns the bytes of a file, by the name and type that {@link Attachments.list} returns. */
  async download(file: AttachmentQuery & { fileName: string; contentType: string }): Promise<Uint8Array> {
    const query = {
      container_id: await this.#projectId(file.projectName),
      entity_type: file.entityType,
      entity_id: file.entityId,
      file_name: file.fileName,
      mime_type: file.contentType,
    };
    const response = await this.#reader.http.request('attachment/download', { query });
    return new Uint8Array(await response.arrayBuffer());
  }

  async #projectId(projectName: string | undefined): Promise<string> {
    const name = this.#reader.projectOf(projectName);
    const request = { method: 'POST', body: { name } };
    const project = await this.#reader.http.find<ProjectRecord>('projects/retrieve', request);
    if (project === undefined) throw new Error(`there is no project "${name}"`);
    return project.id;
  }
}
