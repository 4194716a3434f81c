import { LOG_LEVELS, type LogLevel } from '../log/log.ts';

/** Reads the value of an option from any source. */
export interface Setting<T> {
  /** Environment variable of the option. */
  variable: string;
  /** Returns the value, or `undefined` if it is not valid. Environment variables are text. */
  read: (given: unknown) => T | undefined;
  /** Description of valid values, for the message about an invalid one. */
  accepts: string;
  fallback: T;
}

function setting<T>(
  variable: string,
  fallback: T,
  accepts: string,
  read: (given: unknown) => T | undefined,
): Setting<T> {
  return { variable, read, accepts, fallback };
}

function asText(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : undefined;
}

export function text<F extends string | undefined>(variable: string, fallback: F): Setting<string | F> {
  return setting<string | F>(variable, fallback, 'text', asText);
}

export function httpUrl(variable: string, fallback: string): Setting<string> {
  return setting(variable, fallback, 'a URL such as https://vitrine.example.com', (given) =>
    typeof given === 'string' && /^https?:\/\/./i.test(given) && URL.canParse(given) ? given : undefined,
  );
}

export function flag<F extends boolean | undefined>(variable: string, fallback: F): Setting<boolean | F> {
  const words: Record<string, boolean> = { true: true, '1': true, false: false, '0': false };
  return setting<boolean | F>(variable, fallback, 'true or false', (given) => words[String(given).toLowerCase()]);
}

function asNumber(given: unknown): number {
  return typeof given === 'string' && given.trim() !== '' ? Number(given) : ((given as number | null) ?? Number.NaN);
}

export function whole(variable: string, fallback: number, least: number): Setting<number> {
  return setting(variable, fallback, `a whole number from ${least}`, (given) => {
    const number = asNumber(given);
    return Number.isInteger(number) && number >= least ? number : undefined;
  });
}

export function share(variable: string, fallback: number): Setting<number> {
  return setting(variable, fallback, 'a number from 0 to 1', (given) => {
    const number = asNumber(given);
    return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined;
  });
}

export function level(variable: string, fallback: LogLevel): Setting<LogLevel> {
  return setting(variable, fallback, LOG_LEVELS.join(', '), (given) =>
    LOG_LEVELS.find((each) => each === String(given).toLowerCase()),
  );
}

/** An object of text, or `name=value,other=value` as OpenTelemetry has it. */
export function pairs(variable: string): Setting<Readonly<Record<string, string>> | undefined> {
  return setting<Readonly<Record<string, string>> | undefined>(
    variable,
    undefined,
    'an object of text, or name=value,name=value',
    (given) => {
      if (typeof given === 'string') {
        const entries = given.split(',').map((pair) => /^\s*([^=\s]+)\s*=(.*)$/.exec(pair));
        const read = entries.map((entry) => [entry?.[1] ?? '', (entry?.[2] ?? '').trim()] as const);
        return read.some(([name]) => name === '') ? undefined : Object.fromEntries(read);
      }
      const isTexts =
        typeof given === 'object' && given !== null && Object.values(given).every((each) => typeof each === 'string');
      return isTexts ? (given as Record<string, string>) : undefined;
    },
  );
}
