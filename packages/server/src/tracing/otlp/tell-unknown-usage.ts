import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';
import type { Logger } from 'pino';
import type { Accounting } from '../../platform/accounting/accounting.ts';

/** Who hears of it. */
export interface Told {
  accounting: Accounting;
  log: Logger;
}

/** Names are shown up to so many characters. */
const MAX_NAME = 200;

/** Counts the tokens of spans that no table knows, and warns of each attribute once: else they would be zero in silence. */
export function tellUnknownUsage(
  { accounting, log }: Told,
  spans: readonly { otel: OtelSpan; mapped: MappedSpan }[],
): void {
  for (const { otel, mapped } of spans) {
    for (const name of mapped.unknown_usage ?? []) {
      const attribute = name.slice(0, MAX_NAME);
      if (!accounting.unknownUsage(attribute)) continue;
      log.warn(
        { attribute, instrumentation: otel.scope?.name },
        'vitrine: an OpenTelemetry attribute looks like a token count and is not known; its tokens are not counted',
      );
    }
  }
}
