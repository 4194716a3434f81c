/** Log levels, from most to fewest messages. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Receives the SDK's log messages; `console` is one. */
export interface Logger {
  debug?(message: string): void;
  info?(message: string): void;
  warn(message: string): void;
  error?(message: string): void;
}

type WrittenLevel = Exclude<LogLevel, 'silent'>;

/** Writes messages of a level and above to a logger. It never throws. */
export class Log {
  level: LogLevel;
  readonly #logger: Logger;
  readonly #logged = new Set<string>();

  constructor(logger: Logger, level: LogLevel) {
    this.#logger = logger;
    this.level = level;
  }

  isOn(level: WrittenLevel): boolean {
    return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(this.level);
  }

  write(level: WrittenLevel, message: string): void {
    if (!this.isOn(level)) return;
    try {
      if (this.#logger[level] === undefined) this.#logger.warn(`[vitrine] ${message}`);
      else this.#logger[level](`[vitrine] ${message}`);
    } catch {
      // The host's logger failed, and there is no other place to report it.
    }
  }

  /** Writes a message only the first time that its topic occurs. */
  once(level: WrittenLevel, topic: string, message: string): void {
    if (this.#logged.has(topic)) return;
    this.#logged.add(topic);
    this.write(level, `${message} (logged once)`);
  }

  /** Whether a message of a topic was written. */
  hasLogged(topic: string): boolean {
    return this.#logged.has(topic);
  }
}
