import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';

/** How many chunks of silence stand before the first word, as if the model were thinking. */
const THINKING_CHUNKS = 12;

/** Splits a text into chunks the size of a token or two, which joined give the text again. */
export function chunksOf(text: string): string[] {
  return text.match(/\s*\S{1,10}|\s+$/g) ?? [];
}

/** How long the model thinks before it says anything, in ms. */
export function thinkingMs(delayMs: number): number {
  return delayMs * THINKING_CHUNKS;
}

/** A server-sent event of the Responses API has a name; those of chat completions have none. */
export interface ServerEvent {
  event?: string;
  data: unknown;
  /** Whether the model has to "say" this one, which takes its time. */
  paced?: boolean;
}

/**
 * Writes events to a response at the pace of a model.
 *
 * @param delayMs between two chunks that are said
 * @param cut breaks the connection off after a third of them
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
