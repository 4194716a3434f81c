import type { IngestView } from '@vitrine/core/model';
import { Counter, Gauge, Registry } from 'prom-client';

/** Formats the counts of the ingest for Prometheus. */
export async function metricsText(view: IngestView): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []): Counter =>
    new Counter({ name: `vitrine_ingest_${name}_total`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name: `vitrine_ingest_${name}`, help, labelNames, registers });

  const received = counter('received', 'Writes that were received.', ['stream']);
  const committed = counter('committed', 'Writes that were stored in ClickHouse.', ['stream']);
  const refused = counter('refused', 'Writes that were refused.', ['stream', 'reason']);
  const inFlight = gauge('in_flight', 'Writes that are neither committed nor refused yet.', ['stream']);
  for (const { stream, ...counts } of view.streams) {
    received.inc({ stream }, counts.received);
    committed.inc({ stream }, counts.committed);
    inFlight.set({ stream }, counts.in_flight);
    for (const [reason, count] of Object.entries(counts.refused)) refused.inc({ stream, reason }, count);
  }
  counter('retried', 'Inserts that did not reach the storage and were retried.').inc(view.retried);
  counter('repaired', 'Rows that were written again because a write of another server was missing.').inc(view.repaired);
  counter('turned_away', 'Requests that were answered 429 before their bodies were read.').inc(view.turned_away);
  const unknown = counter('unknown_usage', 'OpenTelemetry spans with tokens in an unknown attribute.', ['attribute']);
  for (const { attribute, spans } of view.unknown_usage) unknown.inc({ attribute }, spans);
  gauge('in_flight_bytes', 'Size of the writes in flight.').set(view.in_flight_bytes);
  return registry.metrics();
}
