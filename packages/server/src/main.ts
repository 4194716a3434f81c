#!/usr/bin/env node
import { createServer } from 'node:http';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isLoopbackName } from './platform/auth/loopback.ts';
import { backupCommands } from './commands/backup/backup-commands.ts';
import { accessCommands } from './commands/access/access-commands.ts';
import { configureCommand } from './commands/client-setup/configure-command.ts';
import { doctorCommand } from './commands/client-setup/doctor-command.ts';
import { createVitrine, type VitrineOptions, type VitrineServer } from './index.ts';
import { repriceCommand } from './commands/reprice/reprice-command.ts';
import { transferCommands } from './commands/transfer/transfer-commands.ts';
import { VERSION } from './platform/version.ts';

const command = new Command('vitrine')
  .description('Runs a Vitrine server: the API, the widgets and the admin page on one port.')
  .version(VERSION)
  .addOption(new Option('--port <number>').env('VITRINE_PORT').argParser(port).default(4747))
  .addOption(new Option('--host <name>', 'address to listen on').env('VITRINE_HOST').default('127.0.0.1'))
  .option('--data-dir <path>', 'data directory of the embedded engine (VITRINE_DATA_DIR)')
  .option(
    '--clickhouse-url <url>',
    'URL of a ClickHouse server to use instead of the embedded engine (VITRINE_CLICKHOUSE_URL)',
  )
  .option('--max-body-bytes <number>', 'maximum size of a body, in bytes (VITRINE_MAX_BODY_BYTES)', Number)
  .action(serve);

command.addCommand(repriceCommand());
for (const each of [...backupCommands(), ...transferCommands(), ...accessCommands()]) command.addCommand(each);
command.addCommand(configureCommand());
command.addCommand(doctorCommand());

await command.parseAsync();

interface Flags {
  port: number;
  host: string;
  dataDir?: string;
  clickhouseUrl?: string;
  maxBodyBytes?: number;
}

async function serve({ port, host, dataDir, clickhouseUrl, maxBodyBytes }: Flags): Promise<void> {
  const isOwnMachine = isLoopbackName(host);
  const auth = process.env['VITRINE_AUTH'];
  if (!isOwnMachine && auth === 'local') {
    command.error(`error: ${host} can be reached from other machines. VITRINE_AUTH=local is for 127.0.0.1 only.`);
  }
  const isProduction = process.env['NODE_ENV'] === 'production';
  const isLocal = isOwnMachine && auth === undefined && !isProduction;
  const vitrine = open({
    ...(isLocal && { auth: 'local' }),
    ...(dataDir && { dataDir }),
    ...(clickhouseUrl && { clickhouse: { url: clickhouseUrl } }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  });
  if (!isLocal && auth === undefined) {
    await mustHaveKeys(vitrine, isOwnMachine ? 'NODE_ENV is production' : `other machines can reach ${host}`);
  }
  const server = createServer(vitrine.router);
  server.on('error', (error) => command.error(`error: cannot listen on ${host}:${port}: ${error.message}`));
  server.listen(port, host, () => {
    console.log(`Vitrine is at http://${host === '127.0.0.1' ? 'localhost' : host}:${port}/`);
    if (isLocal || auth === 'local') console.log('Only programs and browsers on this machine have access.');
    if (auth === 'none') console.log('Everybody who can reach this port has access to everything (VITRINE_AUTH=none).');
  });
  vitrine.ready().catch((error: Error) => console.error(`The storage is not ready: ${error.message}`));

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    await vitrine.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

/** Ends the process if nobody could use the server, because it is for API keys alone and there are none. */
async function mustHaveKeys(vitrine: VitrineServer, reason: string): Promise<void> {
  try {
    await vitrine.ready();
    if ((await vitrine.keys.list()).length > 0) return;
  } catch (error) {
    command.error(`error: the API keys cannot be read: ${(error as Error).message}`);
  }
  await vitrine.close();
  command.error(
    `error: ${reason}, so only API keys give access, and there are none. Create one with \`vitrine keys create <name>\`, ` +
      'listen on 127.0.0.1, or set VITRINE_AUTH=none to give access to everybody who can reach the port.',
  );
}

function open(options: VitrineOptions): VitrineServer {
  try {
    return createVitrine(options);
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`);
  }
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new InvalidArgumentError('A port is an integer from 0 to 65535.');
  }
  return number;
}
