import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';

/** Delay before the first chunk, as a multiple of the delay between chunks. It simulates thinking. */
const THINKING_CHUNKS = 12;

/** Splits a text into chunks of one or two tokens. The joined chunks are equal to the text. */
export function chunksOf(text: string): string[] {
  return text.match(/\s*\S{1,10}|\s+$/g) ?? [];
}

/** Returns the delay before the first chunk, in ms. */
export function thinkingMs(delayMs: number): number {
  return delayMs * THINKING_CHUNKS;
}

/** Server-sent event. Some protocols name their events, such as the Responses API; chat completions do not. */
export interface ServerEvent {
  event?: string;
  data: unknown;
  /** Whether a delay precedes the event. */
  paced?: boolean;
}

/**
 * Writes events to a response at the pace of a model.
 *
 * @param delayMs delay before each paced event, in ms
 * @param cut whether to close the connection after a third of the events
 */
export async function writeEvents(res: Response, events: ServerEvent[], delayMs: number, cut: boolean): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  res.flushHeaders();
  const last = cut ? Math.ceil(events.length / 3) : events.length;
  if (delayMs > 0) await sleep(thinkingMs(delayMs));
  for (const { event, data, paced } of events.slice(0, last)) {
    if (res.destroyed) return;
    if (paced && delayMs > 0) await sleep(delayMs);
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    res.write(`${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`);
  }
  if (cut) {
    await sleep(20);
    res.destroy();
  } else res.end();
}
