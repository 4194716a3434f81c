import { openClients } from '../client/open-clients.ts';
import type { FlushOptions } from '../client/vitrine.ts';
import type { FlushReport } from '../delivery/outbox.ts';

/**
 * Flushes all open clients of this process. Returns the sum of their reports. It never rejects.
 *
 * @example
 * const { dropped, pending } = await flushAll(); // at the end of a script or of a serverless function
 */
export async function flushAll(options: FlushOptions = {}): Promise<FlushReport> {
  const reports = await Promise.all(openClients.all().map((client) => client.flush(options)));
  const sum: FlushReport = { sent: 0, dropped: 0, reasons: {}, pending: 0 };
  for (const { sent, dropped, reasons, pending } of reports) {
    sum.sent += sent;
    sum.dropped += dropped;
    sum.pending += pending;
    for (const [reason, count] of Object.entries(reasons)) sum.reasons[reason] = (sum.reasons[reason] ?? 0) + count;
  }
  return sum;
}
