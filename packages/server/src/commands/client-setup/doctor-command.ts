import { readSettings } from '@vitrine/core';
import { Command } from 'commander';
import { checkConnection } from './check-connection.ts';
import { type ConnectionFlags, withConnection } from './connection-options.ts';

/** `vitrine doctor`: prints the settings of a client in this directory, and whether its server answers. */
export function doctorCommand(): Command {
  const command = new Command('doctor').description(
    'Prints the settings of a client in this directory, the source of each, and whether the server answers.',
  );
  return withConnection(command).action((flags: ConnectionFlags) => doctor(flags));
}

function shown(name: string, value: unknown): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'object' && value !== null) return Object.keys(value).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  return name === 'apiKey' ? `${value.slice(0, 4)}… (${value.length} characters)` : value;
}

async function doctor({ url, apiKey, workspace }: ConnectionFlags): Promise<void> {
  const { sources, values, faults } = readSettings({ url, apiKey, workspace });
  for (const { name, value, source } of sources) {
    const isBasic = ['url', 'apiKey', 'workspace', 'projectName', 'environment'].includes(name);
    if (isBasic || source !== 'default') console.log(`  ${name.padEnd(18)}${shown(name, value)}  (${source})`);
  }
  for (const fault of faults) console.log(`✗ ${fault}`);
  const checks = await checkConnection(values).catch((error: Error) => [
    { name: 'server', isOk: false, message: error.message },
  ]);
  for (const { name, isOk, message } of checks) console.log(`${isOk ? '✓' : '✗'} ${name}: ${message}`);
  if (faults.length > 0 || checks.some(({ isOk }) => !isOk)) process.exitCode = 1;
}
