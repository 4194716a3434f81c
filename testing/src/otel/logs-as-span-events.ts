import { trace, type Context } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';

/**
 * Log record processor that adds log records to their span as span events, because Vitrine accepts traces but not logs.
 * By the GenAI conventions, the log records of an instrumentation contain the messages. See docs/opentelemetry.md.
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
