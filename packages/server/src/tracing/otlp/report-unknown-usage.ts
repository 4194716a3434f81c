import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';
import type { Logger } from 'pino';
import type { Accounting } from '../../platform/accounting/accounting.ts';

/** Receivers of the reports. */
export interface UsageReporters {
  accounting: Accounting;
  log: Logger;
}

/** Maximum number of characters of an attribute name in a report. */
const MAX_NAME = 200;

/**
 * Counts attributes that look like token counts or costs but are unknown, and warns of each attribute once, because
 * their values would otherwise be missing without notice.
 */
export function reportUnknownUsage(
  { accounting, log }: UsageReporters,
  spans: readonly { otel: OtelSpan; mapped: MappedSpan }[],
): void {
  for (const { otel, mapped } of spans) {
    for (const name of mapped.unknown_usage ?? []) {
      const attribute = name.slice(0, MAX_NAME);
      if (!accounting.unknownUsage(attribute)) continue;
      log.warn(
        { attribute, instrumentation: otel.scope?.name },
        'vitrine: an OpenTelemetry attribute looks like a token count or a cost but is unknown; its value is not counted',
      );
    }
  }
}
