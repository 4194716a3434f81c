import type { Principal } from '../auth/principal.ts';
import type { AttachedTo, Attachments } from './attachments.ts';
/** A write of a trace or span. What deletes has no fields. */
export interface Written {
    id: string;
    project_id: string;
    /** Of a span. */
    trace_id?: string | undefined;
    /** Its columns, such as `{ input: '{"text":"hi"}', input_preview: 'hi' }`; they are changed. */
    fields?: Record<string, unknown>;
}
/**
 * Takes large base64 strings out of what is about to be stored, and keeps them as attachments. Where the store of files
 * does not take them they stay where they are. A write without a long text costs a look at the lengths of its texts.
 */
export declare function keepExtracted(attachments: Attachments, principal: Principal, entityType: AttachedTo, writes: readonly Written[]): Promise<void>;
//# sourceMappingURL=keep-extracted.d.ts.map