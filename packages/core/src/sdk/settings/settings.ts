import { configFile, dotEnv, env } from '#platform';
import { flag, httpUrl, level, pairs, type Setting, share, text, whole } from './setting.ts';
import type { VitrineOptions } from './vitrine-options.ts';

const MB = 1024 * 1024;

/** Options that can also be set outside the code, each with its environment variable and its default. */
const SETTINGS = {
  url: httpUrl('VITRINE_URL', 'http://127.0.0.1:4747'),
  apiKey: text('VITRINE_API_KEY', undefined),
  workspace: text('VITRINE_WORKSPACE', undefined),
  projectName: text('VITRINE_PROJECT_NAME', undefined),
  environment: text('VITRINE_ENVIRONMENT', undefined),
  headers: pairs('VITRINE_HEADERS'),
  enabled: flag('VITRINE_ENABLED', true),
  sampleRate: share('VITRINE_SAMPLE_RATE', 1),
  batchDelayMs: whole('VITRINE_BATCH_DELAY_MS', 300, 0),
  batchSize: whole('VITRINE_BATCH_SIZE', 100, 1),
  holdUntilFlush: flag('VITRINE_HOLD_UNTIL_FLUSH', false),
  maxQueueItems: whole('VITRINE_MAX_QUEUE_ITEMS', 100_000, 1),
  maxQueueBytes: whole('VITRINE_MAX_QUEUE_BYTES', 32 * MB, 1),
  requestTimeoutMs: whole('VITRINE_REQUEST_TIMEOUT_MS', 30_000, 1),
  flushTimeoutMs: whole('VITRINE_FLUSH_TIMEOUT_MS', 10_000, 0),
  exitTimeoutMs: whole('VITRINE_EXIT_TIMEOUT_MS', 3_000, 0),
  compress: flag('VITRINE_COMPRESS', undefined),
  spool: flag('VITRINE_SPOOL', true),
  spoolDir: text('VITRINE_SPOOL_DIR', undefined),
  maxSpoolBytes: whole('VITRINE_MAX_SPOOL_BYTES', 256 * MB, 0),
  pingIntervalMs: whole('VITRINE_PING_INTERVAL_MS', 10_000, 1),
  pingTimeoutMs: whole('VITRINE_PING_TIMEOUT_MS', 5_000, 1),
  replayBatchSize: whole('VITRINE_REPLAY_BATCH_SIZE', 50, 1),
  replayDelayMs: whole('VITRINE_REPLAY_DELAY_MS', 500, 0),
  logLevel: level('VITRINE_LOG_LEVEL', 'warn'),
} satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof SETTINGS;

/** Values of all settings. */
export type Settings = { [N in Name]: (typeof SETTINGS)[N] extends Setting<infer T> ? T : never };

/** A value, and its source. */
export interface SettingSource {
  name: Name;
  variable: string;
  value: unknown;
  /** `option`, the variable's name, `.env`, the path of the configuration file, or `default`. */
  source: string;
}

/** Settings of a client, their sources, and the values that were ignored. */
export interface ReadSettings {
  values: Settings;
  sources: SettingSource[];
  /** Messages about values that are not valid. */
  faults: string[];
}

/** Reads the settings from the options, else the environment, `.env`, the configuration file, and the defaults. */
export function readSettings(options: VitrineOptions = {}): ReadSettings {
  const inDotEnv = dotEnv();
  const file = configFile();
  const faults = file.fault === undefined ? [] : [`${file.path} cannot be read: ${file.fault}`];
  const find = (name: Name): SettingSource => {
    const { variable, read, accepts, fallback } = SETTINGS[name] as Setting<unknown>;
    const given = [
      { source: 'option', value: options[name] },
      { source: variable, value: env(variable) },
      { source: '.env', value: inDotEnv[variable] },
      { source: file.path, value: file.values[name] },
    ];
    for (const { source, value } of given) {
      if (value === undefined || value === '') continue;
      const accepted = read(value);
      if (accepted !== undefined) return { name, variable, value: accepted, source };
      const shown = name === 'apiKey' || name === 'headers' ? '' : ` ${JSON.stringify(value)}`;
      faults.push(
        `${source === variable ? variable : `${name} (${source})`} has a value${shown} that is not accepted: ${accepts}`,
      );
    }
    return { name, variable, value: fallback, source: 'default' };
  };
  const sources = (Object.keys(SETTINGS) as Name[]).map(find);
  const values = Object.fromEntries(sources.map(({ name, value }) => [name, value])) as Settings;
  return { values, sources, faults };
}
