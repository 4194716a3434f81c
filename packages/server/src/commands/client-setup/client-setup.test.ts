import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const run = promisify(execFile);
let server: TestServer;
let directory: string;

beforeAll(async () => {
  server = await startTestServer();
  directory = mkdtempSync(join(tmpdir(), 'vitrine-setup-'));
});

afterAll(() => server[Symbol.asyncDispose]());

/** Runs the command as a user does, with its own home directory. */
async function vitrine(args: string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const main = join(import.meta.dirname, '../../main.ts');
  const options = { cwd: directory, env: { ...process.env, HOME: directory, NODE_NO_WARNINGS: '1', ...env } };
  try {
    const { stdout } = await run(process.execPath, ['--conditions=vitrine-source', main, ...args], options);
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const path = (): string => join(directory, '.vitrine.json');

describe('vitrine configure', () => {
  it('writes a file that only its owner can read, and keeps settings that are not given', async () => {
    const first = await vitrine(['configure', '--url', server.url, '--project', 'support', '--api-key', 'secret-key']);
    expect(first.output).toContain('The server answers.');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    await vitrine(['configure', '--yes', '--environment', 'staging', '--project', 'sales']);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({
      url: server.url,
      apiKey: 'secret-key',
      projectName: 'sales',
      environment: 'staging',
    });
  });

  it('writes the file even if no server answers, and reports it', async () => {
    const env = { VITRINE_CONFIG_PATH: join(directory, 'other.json') };
    const { code, output } = await vitrine(['configure', '--url', 'http://127.0.0.1:9'], env);
    expect(code).toBe(0);
    expect(output).toContain('does not answer');
    expect(readFileSync(env.VITRINE_CONFIG_PATH, 'utf8')).toContain('127.0.0.1:9');
  });

  it('does not change a file that it cannot read, and refuses an invalid url', async () => {
    const env = { VITRINE_CONFIG_PATH: join(directory, 'broken.json') };
    writeFileSync(env.VITRINE_CONFIG_PATH, '{ broken');
    expect((await vitrine(['configure', '--url', server.url], env)).output).toContain('cannot be read');
    expect(readFileSync(env.VITRINE_CONFIG_PATH, 'utf8')).toBe('{ broken');
    expect(await vitrine(['configure', '--url', 'localhost:1'])).toMatchObject({ code: 1 });
  });
});

describe('vitrine doctor', () => {
  it('prints the settings of a client and their sources, without the key, and the passed checks', async () => {
    await vitrine(['configure', '--yes', '--url', server.url, '--project', 'sales', '--api-key', 'secret-key']);
    const { code, output } = await vitrine(['doctor'], {
      VITRINE_ENVIRONMENT: 'production',
      VITRINE_SAMPLE_RATE: '0.5',
    });
    expect(output).toMatch(/projectName +sales +\(.*\.vitrine\.json\)/);
    expect(output).toMatch(/environment +production +\(VITRINE_ENVIRONMENT\)/);
    expect(output).toMatch(/sampleRate +0\.5/);
    expect(output).not.toContain('secret-key');
    expect(output).toContain('✓ server');
    expect(output).toContain('✓ access');
    expect(output).toContain('✓ storage: ready');
    expect(code).toBe(0);
  });

  it('prints what is wrong, and fails', async () => {
    const page = createServer((_request, response) => void response.end('<h1>Hello</h1>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const [wrong, { output }] = await Promise.all([
      vitrine(['doctor', '--url', 'http://127.0.0.1:9'], { VITRINE_BATCH_SIZE: 'many' }),
      vitrine(['doctor', '--url', `http://127.0.0.1:${(page.address() as AddressInfo).port}`]),
    ]);
    page.close();
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain('✗ VITRINE_BATCH_SIZE has a value "many"');
    expect(wrong.output).toContain('✗ server: http://127.0.0.1:9 does not answer');
    expect(output).toContain('it is not a Vitrine server');
  });
});
