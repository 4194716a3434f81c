/** How much is said, from most to least. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the SDK says what it does and what went wrong; `console` is one. */
export interface Logger {
  debug?(message: string): void;
  info?(message: string): void;
  warn(message: string): void;
  error?(message: string): void;
}

type WrittenLevel = Exclude<LogLevel, 'silent'>;

/** Says things to a logger, of a level or above it. It never throws. */
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
      // A logger that fails is the host's affair, and nothing is left to say it to.
    }
  }

  /** Says it the first time that the topic comes up, until it is cleared. */
  once(level: WrittenLevel, topic: string, message: string): void {
    if (this.#logged.has(topic)) return;
    this.#logged.add(topic);
    this.write(level, `${message} (logged once)`);
  }

  has(topic: string): boolean {
    return this.#logged.has(topic);
  }
}
