import { trace, type Context } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';

/**
 * Puts the log records that an instrumentation writes (the messages, by the GenAI conventions) on the span that they
 * belong to, as span events: Vitrine takes traces, not logs. docs/opentelemetry.md shows it.
 */
export class LogsAsSpanEvents implements LogRecordProcessor {
  onEmit({ eventName, attributes, body }: ReadWriteLogRecord, context?: Context): void {
    const name = eventName ?? attributes['event.name'];
    if (context === undefined || typeof name !== 'string') return;
    const values = Object.entries({ ...attributes, ...(body !== undefined && { 'gen_ai.event.content': body }) });
    const plain = values.map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : value]);
    trace.getSpan(context)?.addEvent(name, Object.fromEntries(plain));
  }
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}
