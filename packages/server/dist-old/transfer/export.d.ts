import type { AttachmentRecord, Vitrine } from '@vitrine/core';
import { type Manifest, type Part } from './manifest.ts';
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
/**
 * Writes a project's traces and what belongs to them into a directory, as JSON lines. Where the directory holds an
 * export of the same that was broken off, it goes on there.
 *
 * @throws where the directory holds the export of something else, or the server refuses
 */
export declare function exportProject(client: Vitrine, options: ExportOptions, progress: Progress): Promise<Manifest>;
//# sourceMappingURL=export.d.ts.map