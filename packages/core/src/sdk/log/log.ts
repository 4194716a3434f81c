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

type Said = Exclude<LogLevel, 'silent'>;

/** Says things to a logger, of a level or above it. It never throws. */
export class Log {
  level: LogLevel;
  readonly #logger: Logger;
  readonly #said = new Set<string>();

  constructor(logger: Logger, level: LogLevel) {
    this.#logger = logger;
    this.level = level;
  }

  isOn(level: Said): boolean {
    return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(this.level);
  }

  say(level: Said, message: string): void {
    if (!this.isOn(level)) return;
    try {
      if (this.#logger[level] === undefined) this.#logger.warn(`[vitrine] ${message}`);
      else this.#logger[level](`[vitrine] ${message}`);
    } catch {
      // A logger that fails is the host's affair, and nothing is left to say it to.
    }
  }

  /** Says it the first time that the topic comes up, until it is cleared. */
  once(level: Said, topic: string, message: string): void {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    this.say(level, `${message} (said once)`);
  }

  has(topic: string): boolean {
    return this.#said.has(topic);
  }
}
