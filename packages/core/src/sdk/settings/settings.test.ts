import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings } from './settings.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vitrine-settings-'));
  vi.stubEnv('VITRINE_CONFIG_PATH', join(directory, 'vitrine.json'));
  vi.spyOn(process, 'cwd').mockReturnValue(directory);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function writeConfig(values: unknown): void {
  writeFileSync(join(directory, 'vitrine.json'), typeof values === 'string' ? values : JSON.stringify(values));
}

describe('readSettings', () => {
  it('reads options first, then the environment, .env, the configuration file, and the default', () => {
    const project = (options = {}) => {
      const { value, source } = readSettings(options).sources.find(({ name }) => name === 'projectName') ?? {};
      return [value, source];
    };
    expect(project()).toEqual([undefined, 'default']);
    writeConfig({ projectName: 'of the file' });
    expect(project()).toEqual(['of the file', join(directory, 'vitrine.json')]);
    writeFileSync(join(directory, '.env'), '# comment\nVITRINE_PROJECT_NAME="of .env"\n');
    expect(project()).toEqual(['of .env', '.env']);
    vi.stubEnv('VITRINE_PROJECT_NAME', 'of the environment');
    expect(project()).toEqual(['of the environment', 'VITRINE_PROJECT_NAME']);
    expect(project({ projectName: 'of the option' })).toEqual(['of the option', 'option']);
    expect(process.env['VITRINE_PROJECT_NAME']).toBe('of the environment');
  });

  it('converts texts of the environment to the types of the options', () => {
    vi.stubEnv('VITRINE_BATCH_DELAY_MS', '50');
    vi.stubEnv('VITRINE_SAMPLE_RATE', '0.25');
    vi.stubEnv('VITRINE_SPOOL', 'false');
    vi.stubEnv('VITRINE_HEADERS', 'x-team=search, x-token=a=b');
    vi.stubEnv('VITRINE_LOG_LEVEL', 'DEBUG');
    expect(readSettings().values).toMatchObject({
      batchDelayMs: 50,
      sampleRate: 0.25,
      spool: false,
      headers: { 'x-team': 'search', 'x-token': 'a=b' },
      logLevel: 'debug',
    });
  });

  it.each([
    ['VITRINE_BATCH_SIZE', '0', 'a whole number from 1'],
    ['VITRINE_SAMPLE_RATE', '2', 'a number from 0 to 1'],
    ['VITRINE_ENABLED', 'perhaps', 'true or false'],
    ['VITRINE_URL', 'localhost:4747', 'a URL such as'],
    ['VITRINE_HEADERS', 'no pair', 'name=value'],
  ])('ignores %s=%s, and reports what is accepted', (variable, value, accepted) => {
    vi.stubEnv(variable, value);
    const { faults, values } = readSettings();
    expect(faults).toEqual([expect.stringContaining(`${variable} has a value`)]);
    expect(faults[0]).toContain(accepted);
    expect(values).toEqual(readSettingsWithout(variable));
  });

  it('reports an error in the configuration file, and never shows a key', () => {
    writeConfig('{ broken');
    expect(readSettings().faults[0]).toContain('cannot be read');
    writeConfig({ apiKey: 17, batchSize: 'many' });
    const { faults } = readSettings();
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('17');
  });
});

function readSettingsWithout(variable: string): unknown {
  vi.stubEnv(variable, '');
  return readSettings().values;
}
