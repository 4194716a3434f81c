const DAY_MS = 24 * 60 * 60 * 1_000;
/** Maximum age of a Vitrine id, in ms. An older id is a random one that looks like a Vitrine id. */
const MAX_AGE_MS = 30 * DAY_MS;

/** Whether an OpenTelemetry trace id is a Vitrine trace id, which W3C headers carry without dashes. */
export function isVitrineTrace(otelTraceId: string): boolean {
  if (!/^[\da-f]{12}7[\da-f]{3}[89ab]/.test(otelTraceId)) return false;
  const ageMs = Date.now() - Number.parseInt(otelTraceId.slice(0, 12), 16);
  return ageMs > -DAY_MS && ageMs < MAX_AGE_MS;
}
