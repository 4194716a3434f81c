import { openSpoolStore } from '#platform';
import { Log } from '../log/log.ts';
import type { Settings } from '../settings/settings.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { HttpTransport } from '../transport/http-transport.ts';
import type { Transport } from '../transport/transport.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { Outbox } from './outbox.ts';
import { Spool } from './spool.ts';
import { unpackUpload } from './spooled-upload.ts';

/** Opens the spool of a client, if its settings ask for one and there is a disk. */
function openSpool(settings: Settings, transport: Transport, counts: DeliveryCounts): Spool | undefined {
  if (!settings.spool || transport.ping === undefined) return undefined;
  const { url, apiKey = '', workspace = '', spoolDir: directory, maxSpoolBytes: maxBytes } = settings;
  try {
    const store = openSpoolStore({ directory, maxBytes, identity: [url, apiKey, workspace].join('\n') });
    if (store === undefined) return undefined;
    return new Spool(store, transport, settings, counts, async (content, signal) => {
      await transport.upload?.(unpackUpload(content), signal);
    });
  } catch (error) {
    counts.log.once('info', 'spool', `Writes cannot be kept on disk: ${String(error)}.`);
    return undefined;
  }
}

/** Makes the outbox of a client from its options and settings. */
export function openOutbox(options: VitrineOptions, settings: Settings): Outbox {
  const transport = options.transport ?? new HttpTransport({ ...settings, isBackground: true });
  const { batchDelayMs: delayMs, batchSize: size, holdUntilFlush: hold, maxQueueItems, maxQueueBytes } = settings;
  return new Outbox({
    transport,
    batching: { delayMs, size, hold },
    maxQueueItems,
    maxQueueBytes,
    log: new Log(options.logger ?? console, settings.logLevel),
    openSpool: (counts) => openSpool(settings, transport, counts),
    waitUntil: options.waitUntil,
  });
}
