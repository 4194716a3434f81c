import type { OtelSpan } from '@vitrine/core/otel';
/** The spans of an export, and how many of them could not be read, with the first reason. */
export interface Decoded {
    spans: OtelSpan[];
    rejected: number;
    reason: string | undefined;
}
/**
 * Reads an OTLP export.
 *
 * @param body protobuf bytes, or the JSON value
 * @throws {ApiError} 400 or 422 where the whole cannot be read; a single bad span is only counted
 */
export declare function decodeExport(body: Uint8Array | object): Decoded;
/** The answer to an export: empty where all was taken. */
export declare function encodeAnswer(rejected: number, reason: string | undefined, asJson: boolean): Uint8Array | object;
//# sourceMappingURL=decode.d.ts.map