import type { ScoreOptions } from '../options/score-options.ts';
import type { Reader } from '../reading/reader.ts';
import type { Recorder } from '../recording/recorder.ts';

/** Feedback scores of traces, spans and threads. */
export class Scores {
  readonly #reader: Reader;
  readonly #recorder: Recorder;

  constructor(reader: Reader, recorder: Recorder) {
    this.#reader = reader;
    this.#recorder = recorder;
  }

  /**
   * Scores a trace, span or thread by its id. The score is sent in the background, like everything that is recorded. A
   * thread is one of the score's project, or of the client's.
   *
   * @example
   * client.scores.add('trace', traceId, { name: 'helpful', value: 1, reason: 'solved at once' });
   */
  add(entityType: 'trace' | 'span' | 'thread', id: string, score: ScoreOptions): void {
    this.#recorder.score(entityType, id, score);
  }

  /**
   * Deletes a score of a trace or span.
   *
   * @throws {TransportError} if the server refuses it or does not answer
   */
  async delete(entityType: 'trace' | 'span', id: string, name: string): Promise<void> {
    const path = `${entityType}s/${encodeURIComponent(id)}/feedback-scores/delete`;
    await this.#reader.http.request(path, { method: 'POST', body: { name } });
  }
}
