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
    throw new Error('it holds no JSON object');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes all or nothing, readable for its owner alone: it may hold a key. */
async function store(path: string, values: Values): Promise<void> {
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
  const apiKey = unlessCancelled(await password({ message: 'API key (empty: the one that is stored, or none)' }));
  return {
    url,
    apiKey: apiKey || textOf('apiKey'),
    workspace: await ask('workspace', 'Workspace', 'the server’s default'),
    projectName: await ask('projectName', 'Project of what names none', DEFAULT_PROJECT),
    environment: await ask('environment', 'Environment', 'such as production; none'),
  };
}

/** `vitrine configure`: writes `~/.vitrine.json`, which clients and these commands read. */
export function configureCommand(): Command {
  const command = new Command('configure')
    .description('Writes ~/.vitrine.json, which the SDK and these commands read. It asks for what is not given.')
    .option('--project <name>', 'the project of what names none')
    .option('--environment <name>', 'a lifecycle stage such as production')
    .option('-y, --yes', 'ask nothing: take what is given and what is stored');
  return withConnection(command).action((flags: Flags) => configure(flags));
}

async function configure({ url, apiKey, workspace, project: projectName, environment, yes }: Flags): Promise<void> {
  const path = configPath();
  try {
    const before = await readStored(path);
    const given = Object.entries({ url, apiKey, workspace, projectName, environment });
    const flagged = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    let values: Values = { ...before, ...flagged };
    const isAsking = yes !== true && process.stdin.isTTY && process.stdout.isTTY;
    if (isAsking) {
      intro(`Vitrine: ${path}`);
      values = { ...values, ...(await promptForValues(values)) };
    }
    const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
    const at = typeof kept['url'] === 'string' ? kept['url'] : DEFAULT_URL;
    if (!/^https?:\/\//.test(at) || !URL.canParse(at))
      throw new Error(`the url "${at}" is none; such as ${DEFAULT_URL}`);
    const checks = await checkConnection({
      url: at,
      apiKey: kept['apiKey'] as string,
      workspace: kept['workspace'] as string,
    });
    const fault = checks.find(({ isOk }) => !isOk);
    if (isAsking && fault !== undefined) {
      log.warn(fault.message);
      if (!unlessCancelled(await confirm({ message: 'Write it all the same?' }))) throw new Cancelled();
    }
    await store(path, kept);
    const done = `${path} is written.${fault === undefined ? ' The server answers.' : ` But ${fault.message}.`}`;
    if (isAsking) outro(done);
    else console.log(done);
  } catch (error) {
    if (error instanceof Cancelled) return cancel('Nothing is written.');
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
