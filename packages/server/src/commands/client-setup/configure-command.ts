import { readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cancel, confirm, intro, isCancel, log, outro, password, text } from '@clack/prompts';
import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { Command } from 'commander';
import { checkConnection } from './check-connection.ts';
import { type ConnectionFlags, withConnection } from './connection-options.ts';

interface Flags extends ConnectionFlags {
  project?: string;
  environment?: string;
  yes?: boolean;
}

type Values = Record<string, unknown>;

const DEFAULT_URL = 'http://127.0.0.1:4747';

function configPath(): string {
  return process.env['VITRINE_CONFIG_PATH'] || join(homedir(), '.vitrine.json');
}

async function readStored(path: string): Promise<Values> {
  try {
    const values: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values as Values;
    throw new Error('it does not contain a JSON object');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes the file in one step. Only its owner can read it because it may contain a key. */
async function write(path: string, values: Values): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  await rename(part, path);
}

class Cancelled extends Error {}

function unlessCancelled<T>(answer: T | symbol): T {
  if (isCancel(answer)) throw new Cancelled();
  return answer as T;
}

async function promptForValues(values: Values): Promise<Values> {
  const textOf = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const ask = async (name: string, message: string, placeholder: string): Promise<string> =>
    unlessCancelled<string>(await text({ message, placeholder, initialValue: textOf(name), defaultValue: '' })).trim();
  const url = unlessCancelled(
    await text({
      message: 'Where is the server mounted?',
      initialValue: textOf('url') || DEFAULT_URL,
      validate: (value) => (URL.canParse(value ?? '') ? undefined : `a URL such as ${DEFAULT_URL}`),
    }),
  );
  const apiKey = unlessCancelled(await password({ message: 'API key (empty: keep the stored key, or use none)' }));
  return {
    url,
    apiKey: apiKey || textOf('apiKey'),
    workspace: await ask('workspace', 'Workspace', 'the server’s default'),
    projectName: await ask('projectName', 'Default project', DEFAULT_PROJECT),
    environment: await ask('environment', 'Environment', 'none; for example production'),
  };
}

/** `vitrine configure`: writes `~/.vitrine.json`, which clients and these commands read. */
export function configureCommand(): Command {
  const command = new Command('configure')
    .description('Writes ~/.vitrine.json, which the SDK and these commands read. Prompts for missing values.')
    .option('--project <name>', 'project of traces that name none')
    .option('--environment <name>', 'lifecycle stage such as production')
    .option('-y, --yes', 'do not prompt: use the given and the stored values');
  return withConnection(command).action((flags: Flags) => configure(flags));
}

async function configure({ url, apiKey, workspace, project: projectName, environment, yes }: Flags): Promise<void> {
  const path = configPath();
  try {
    const before = await readStored(path);
    const given = Object.entries({ url, apiKey, workspace, projectName, environment });
    const flagged = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    let values: Values = { ...before, ...flagged };
    const isInteractive = yes !== true && process.stdin.isTTY && process.stdout.isTTY;
    if (isInteractive) {
      intro(`Vitrine: ${path}`);
      values = { ...values, ...(await promptForValues(values)) };
    }
    const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
    const at = typeof kept['url'] === 'string' ? kept['url'] : DEFAULT_URL;
    if (!/^https?:\/\//.test(at) || !URL.canParse(at))
      throw new Error(`the url "${at}" is not valid; use one such as ${DEFAULT_URL}`);
    const checks = await checkConnection({
      url: at,
      apiKey: kept['apiKey'] as string,
      workspace: kept['workspace'] as string,
    });
    const fault = checks.find(({ isOk }) => !isOk);
    if (isInteractive && fault !== undefined) {
      log.warn(fault.message);
      if (!unlessCancelled(await confirm({ message: 'Write the file anyway?' }))) throw new Cancelled();
    }
    await write(path, kept);
    const done = `${path} is written.${fault === undefined ? ' The server answers.' : ` But ${fault.message}.`}`;
    if (isInteractive) outro(done);
    else console.log(done);
  } catch (error) {
    if (error instanceof Cancelled) return cancel('Nothing was written.');
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
