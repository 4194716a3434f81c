import type { Attachment } from '../options/attachment.ts';
import { type Transport, TransportError } from '../transport/transport.ts';
import type { AttachmentOwner, Upload } from '../transport/upload.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { Backoff } from './backoff.ts';
import type { Budget } from './budget.ts';
import { bytesText } from './leave-out.ts';
import { type DeliveryParts, TRIES_BEFORE_SPOOL } from './delivery.ts';
import { heldBytes, readAttachment, snapshot } from './read-attachment.ts';
import type { Spool } from './spool.ts';
import { packUpload } from './spooled-upload.ts';
import { StopSignal } from './stop-signal.ts';

/** Memory of a waiting attachment in addition to its bytes, in bytes. */
const OVERHEAD_BYTES = 500;

/** Sends the attachments of a client, one after the other. */
export class Uploads {
  readonly #transport: Transport;
  readonly #budget: Budget;
  readonly #counts: DeliveryCounts;
  readonly #spool: Spool | undefined;
  readonly #onQueued: () => void;
  readonly #backoff = new Backoff();
  readonly #stop = new StopSignal();
  /** Resolves when the last queued attachment is done. */
  #last: Promise<void> = Promise.resolve();

  constructor({ transport, budget, counts, spool, onQueued }: DeliveryParts) {
    this.#transport = transport;
    this.#budget = budget;
    this.#counts = counts;
    this.#spool = spool;
    this.#onQueued = onQueued;
  }

  /** Queues attachments. Bytes are copied now; a file is read when it is sent. */
  put(attachments: readonly Attachment[], owner: AttachmentOwner): void {
    for (const given of attachments) {
      const bytes = heldBytes(given) + OVERHEAD_BYTES;
      if (!this.#budget.take(1, bytes)) {
        this.#countUnqueued(given, bytes);
        continue;
      }
      const attachment = snapshot(given);
      this.#last = this.#last.then(async () => {
        await this.#deliver(attachment, owner);
        this.#budget.release(1, bytes);
      });
      this.#onQueued();
    }
  }

  #countUnqueued({ fileName = 'an attachment' }: Attachment, bytes: number): void {
    const { maxBytes } = this.#budget;
    const limit = `${bytesText(maxBytes)} (maxQueueBytes)`;
    if (bytes <= maxBytes) {
      const detail = `The queue of ${limit} has no room for ${fileName} of ${bytesText(bytes)}.`;
      return this.#counts.drop('queue full', 1, detail);
    }
    const detail = `A queue takes ${limit}, and ${fileName} has ${bytesText(bytes)}; give it as a path instead.`;
    this.#counts.drop('too large', 1, detail);
  }

  /** Sends one attachment until it is stored, spooled or dropped. It never rejects. */
  async #deliver(attachment: Attachment, owner: AttachmentOwner): Promise<void> {
    let upload: Upload;
    try {
      upload = await readAttachment(attachment, owner);
    } catch (error) {
      return this.#counts.drop('attachment unreadable', 1, String(error));
    }
    for (let attempt = 1; !this.#stop.isStopped; attempt++) {
      if (this.#spool?.isOpen === true && (await this.#spooled(upload))) return;
      try {
        if (this.#transport.upload === undefined) throw new Error('This transport takes no attachments.');
        await this.#transport.upload(upload, this.#stop.next());
        this.#counts.sent++;
        return;
      } catch (error) {
        if (!(error instanceof TransportError) || !error.retryable) {
          const isTooLarge = error instanceof TransportError && error.status === 413;
          return this.#counts.drop(isTooLarge ? 'too large' : 'attachment refused', 1, String(error));
        }
        if (this.#fitsSpool(upload) && attempt >= TRIES_BEFORE_SPOOL) this.#spool?.open();
        else await this.#backoff.wait(error.retryAfterMs, attempt);
      }
    }
    if (await this.#spooled(upload)) return;
    this.#counts.drop('closed', 1, 'The client was closed before.');
  }

  /** Whether a file can be kept on disk. A larger one waits where it is, because it would be read as a whole. */
  #fitsSpool({ size }: Upload): boolean {
    return this.#spool?.works === true && size <= this.#budget.maxBytes;
  }

  /** Keeps an attachment on disk. Returns whether it is kept, or was dropped because the spool is full. */
  async #spooled(upload: Upload): Promise<boolean> {
    if (!this.#fitsSpool(upload)) return false;
    try {
      return (await this.#spool?.putUpload(await packUpload(upload))) === true;
    } catch {
      // The file cannot be read any more, which the next attempt to send it reports.
      return false;
    }
  }

  async drain(timeout: Promise<void>): Promise<void> {
    this.#backoff.wake();
    await Promise.race([this.#last, timeout]);
  }

  stop(): void {
    this.#stop.stop();
    this.#backoff.wake();
  }
}
