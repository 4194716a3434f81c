const DAY_MS = 24 * 60 * 60 * 1_000;
/** An id of Vitrine's that is older than this is none: it is random digits that look like one. */
const MAX_AGE_MS = 30 * DAY_MS;

/** A UUIDv7 of a time (12 digits) and 74 bits. */
function uuidOf(time: string, bits: bigint): string {
  const high = (bits >> 62n).toString(16).padStart(3, '0');
  const low = ((bits & ((1n << 62n) - 1n)) | (1n << 63n)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${low.slice(0, 4)}-${low.slice(4)}`;
}

/**
 * The id of an OpenTelemetry trace, as the server gives it to what comes by OTLP: a UUIDv7 of the start of the UTC day, and
 * 74 bits of the OpenTelemetry id.
 *
 * @param startMs the start of its first span, in ms since the epoch
 */
export function traceIdOf(otelTraceId: string, startMs: number): string {
  const day = Math.floor(startMs / DAY_MS) * DAY_MS;
  return uuidOf(day.toString(16).padStart(12, '0'), BigInt(`0x${otelTraceId}`) & ((1n << 74n) - 1n));
}

/** The id of a span in a trace, as the server gives it: the trace's time, ten bits of the OpenTelemetry trace, its own 64. */
export function spanIdOf(traceId: string, otelTraceId: string, otelSpanId: string): string {
  const ofTrace = BigInt(`0x${otelTraceId.slice(-3)}`) & 0x3ffn;
  return uuidOf(traceId.slice(0, 8) + traceId.slice(9, 13), (ofTrace << 64n) | BigInt(`0x${otelSpanId}`));
}

/** Whether an OpenTelemetry trace id is one of Vitrine's, which W3C headers carry without dashes. */
export function isVitrineTrace(otelTraceId: string): boolean {
  if (!/^[\da-f]{12}7[\da-f]{3}[89ab]/.test(otelTraceId)) return false;
  const ageMs = Date.now() - Number.parseInt(otelTraceId.slice(0, 12), 16);
  return ageMs > -DAY_MS && ageMs < MAX_AGE_MS;
}
