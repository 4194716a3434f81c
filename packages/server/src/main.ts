#!/usr/bin/env node
import { createServer } from 'node:http';
import { Command, InvalidArgumentError } from 'commander';
import { isLoopbackName } from './auth/loopback.ts';
import { createVitrine } from './index.ts';
import { VERSION } from './version.ts';

const command = new Command('vitrine')
  .description('Runs Vitrine alone: the API, the widgets and the admin page on one port.')
  .version(VERSION)
  .option('--port <number>', 'port (VITRINE_PORT)', port, port(process.env['VITRINE_PORT'] ?? '4747'))
  .option('--host <name>', 'address to listen on (VITRINE_HOST)', process.env['VITRINE_HOST'] ?? '127.0.0.1')
  .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
  .option('--clickhouse-url <url>', 'a ClickHouse server in place of the embedded engine (VITRINE_CLICKHOUSE_URL)')
  .action(serve);

await command.parseAsync();

interface Flags {
  port: number;
  host: string;
  dataDir?: string;
  clickhouseUrl?: string;
}

function serve({ port, host, dataDir, clickhouseUrl }: Flags): void {
  if (!isLoopbackName(host) && process.env['VITRINE_AUTH'] !== 'none') {
    command.error(
      `error: ${host} can be reached from other machines, and nothing says who may come in. ` +
        'Listen on 127.0.0.1, or set VITRINE_AUTH=none to let in everybody who reaches the port.',
    );
  }
  const vitrine = createVitrine({
    ...(dataDir && { dataDir }),
    ...(clickhouseUrl && { clickhouse: { url: clickhouseUrl } }),
  });
  const server = createServer(vitrine.router);
  server.on('error', (error) => command.error(`error: cannot listen on ${host}:${port}: ${error.message}`));
  server.listen(port, host, () => {
    console.log(`Vitrine is at http://${host === '127.0.0.1' ? 'localhost' : host}:${port}/`);
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

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
  }
  return number;
}
