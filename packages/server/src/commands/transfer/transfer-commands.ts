import { Vitrine } from '@vitrine/core';
import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionFlags, connectionOf, withConnection } from '../client-setup/connection-options.ts';
import { exportProject } from './export-project.ts';
import { importProject } from './import-project.ts';
import { type Part, PARTS } from './manifest.ts';
import { Progress } from './progress.ts';

interface Flags extends ConnectionFlags {
  project?: string;
  include: Part[];
}

interface ExportFlags extends Flags {
  filter?: string;
  from?: Date;
  to?: Date;
}

interface ImportFlags extends Flags {
  newIds?: boolean;
  dryRun?: boolean;
}

/** `vitrine export DIR` and `vitrine import DIR`: copy a project from one server to another by files. */
export function transferCommands(): Command[] {
  const exporting = new Command('export')
    .description(
      'Writes the traces of a project, with everything that belongs to them, into a directory as JSON lines. ' +
        'An interrupted export continues when it is run again.',
    )
    .argument('<directory>', 'an empty or new directory, or an interrupted export')
    .option('--project <name>', 'VITRINE_PROJECT_NAME')
    .option('--filter <condition>', 'only traces that match, such as: tags contains "vip" AND duration > 2000')
    .option('--from <time>', 'only traces that started at or after this day or time, such as 2026-01-31', time)
    .option('--to <time>', 'only traces that started before this day or time', time)
    .option('--include <parts>', `some of ${PARTS.join(', ')}; traces are always included`, parts, [...PARTS]);
  const importing = new Command('import')
    .description('Sends an export to a server. An interrupted import continues when it is run again.')
    .argument('<directory>', 'a directory written by `vitrine export`')
    .option('--project <name>', 'name of the target project; the exported name if left out')
    .option('--include <parts>', `some of ${PARTS.join(', ')}`, parts, [...PARTS])
    .option('--new-ids', 'give the copies new ids, for another project of the same server')
    .option('--dry-run', 'only count the records');
  return [
    withConnection(exporting).action((directory: string, flags: ExportFlags) =>
      report(() => runExport(directory, flags)),
    ),
    withConnection(importing).action((directory: string, flags: ImportFlags) =>
      report(() => runImport(directory, flags)),
    ),
  ];
}

async function report(run: () => Promise<string>): Promise<void> {
  try {
    console.log(await run());
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function runExport(
  directory: string,
  { project, filter, from, to, include, ...flags }: ExportFlags,
): Promise<string> {
  const connection = connectionOf(flags);
  const { url, apiKey, workspace } = connection;
  const name = project ?? connection.projectName ?? DEFAULT_PROJECT;
  const client = new Vitrine({ url, apiKey, workspace, projectName: name, spool: false });
  const options = { directory, url, project: name, filter, from, to, include };
  const { parts: done } = await exportProject(client, options, new Progress());
  await client.close();
  const counts = PARTS.filter((part) => done[part] !== undefined).map((part) => `${done[part]?.count} ${part}`);
  return `${counts.join(', ')} of "${name}" are in ${directory}.`;
}

async function runImport(
  directory: string,
  { project, include, newIds, dryRun, ...flags }: ImportFlags,
): Promise<string> {
  const { url, apiKey, workspace, headers, requestTimeoutMs } = connectionOf(flags);
  const connection = { url, apiKey, workspace, headers, requestTimeoutMs };
  const options = { ...connection, directory, project, include, newIds: newIds ?? false, dryRun: dryRun ?? false };
  const { project: name, counts, refused, refusedCount } = await importProject(options, new Progress());
  const shown = ([...PARTS, 'scores'] as const).flatMap((what) =>
    counts[what] === undefined ? [] : [`${counts[what]} ${what}`],
  );
  const done = `${shown.join(', ') || 'nothing new'} ${dryRun === true ? 'would go' : 'went'} to "${name}" at ${url}.`;
  if (refusedCount === 0) return done;
  process.exitCode = 1;
  return `${done}\n${refusedCount} records were refused:\n${refused.map((line) => `  ${line}`).join('\n')}`;
}

function time(text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}(?:T.+)?$/.test(text) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('Expected a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.');
  }
  return at;
}

function parts(text: string): Part[] {
  const named = text.split(',').map((name) => name.trim());
  const unknown = named.find((name) => !PARTS.includes(name as Part));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is not one of ${PARTS.join(', ')}.`);
  return PARTS.filter((part) => named.includes(part));
}
