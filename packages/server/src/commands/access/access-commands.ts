import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { createKey, KeyWrite } from '../../platform/access/key-write.ts';
import { ROLE_NAMES } from '../../platform/auth/permissions.ts';
import { serverPrincipal, DEFAULT_WORKSPACE } from '../../platform/auth/principal.ts';
import { revoke } from '../../monitoring/embed/revocations.ts';
import { parse } from '../../platform/validation/parse.ts';
import { withDataOptions, withResources, type DataFlags } from '../resources/with-resources.ts';

/** Author of what is changed by a command. */
const AUTHOR = { subject: 'command' };

const many = (value: string, before: string[] = []): string[] => [...before, value];

/** `vitrine keys`, `vitrine workspaces` and `vitrine embed`: who may come in. They work while a server runs. */
export function accessCommands(): Command[] {
  return [keysCommand(), workspacesCommand(), embedCommand()];
}

function keysCommand(): Command {
  const keys = new Command('keys').description('API keys, by which programs and SDKs get in.');
  withDataOptions(keys.command('create <name>'))
    .description('Creates a key and prints it. It cannot be printed again.')
    .addOption(new Option('--role <role>', 'what the key may do').choices(ROLE_NAMES).default('write'))
    .option('--workspace <name>', 'workspace; may be repeated', many)
    .option('--project <name>', 'project; may be repeated; all projects if left out', many)
    .option('--origin <origin>', 'origin of web pages that may use it; may be repeated', many)
    .option('--days <number>', 'life of the key', days)
    .action(async (name: string, _flags, command: Command) => {
      const flags = command.optsWithGlobals<
        DataFlags & { role: string; workspace?: string[]; project?: string[]; origin?: string[]; days?: number }
      >();
      const { role, workspace, project, origin } = flags;
      await withResources(flags, async ({ keys: all, workspaceNames, projects }) => {
        const write = parse(KeyWrite, {
          name,
          role,
          ...(workspace && { workspaces: workspace }),
          ...(project && { projects: project }),
          ...(origin && { origins: origin }),
          ...(flags.days !== undefined && { days: flags.days }),
        });
        const principal = { ...serverPrincipal(workspace?.[0] ?? DEFAULT_WORKSPACE), ...AUTHOR };
        const projectId = projects.idOf.bind(projects);
        const { key } = await createKey({ keys: all, workspaceNames, projectId }, principal, write);
        console.log(key);
      });
    });
  withDataOptions(keys.command('list'))
    .description('Lists the keys, without their secrets.')
    .action((_flags, command: Command) =>
      withResources(command.optsWithGlobals<DataFlags>(), async ({ keys: all }) => {
        const rows = (await all.list()).map(({ id, name, body, used_at }) => ({
          id,
          name,
          workspaces: body.workspaces.join(', '),
          permissions: body.actions.length,
          ends: body.expires_at.slice(0, 10),
          used: used_at?.slice(0, 16) ?? 'never',
        }));
        console.table(rows);
      }),
    );
  withDataOptions(keys.command('revoke <id>'))
    .description('Revokes a key. Running servers refuse it within 5 s.')
    .action((id: string, _flags, command: Command) =>
      withResources(command.optsWithGlobals<DataFlags>(), ({ keys: all }) => all.revoke(AUTHOR, id)),
    );
  return keys;
}

function workspacesCommand(): Command {
  const workspaces = new Command('workspaces').description('Workspaces, whose traces are isolated from one another.');
  withDataOptions(workspaces.command('list'))
    .description('Lists the workspaces.')
    .action((_flags, command: Command) =>
      withResources(command.optsWithGlobals<DataFlags>(), async ({ workspaceNames }) => {
        for (const name of await workspaceNames.list()) console.log(name);
      }),
    );
  withDataOptions(workspaces.command('create').addArgument(new Argument('<name>')))
    .description('Creates a workspace.')
    .action((name: string, _flags, command: Command) =>
      withResources(command.optsWithGlobals<DataFlags>(), ({ workspaceNames }) => workspaceNames.create(AUTHOR, name)),
    );
  return workspaces;
}

function embedCommand(): Command {
  const embed = new Command('embed').description('Tokens for pages of a product.');
  withDataOptions(embed.command('revoke'))
    .description('Revokes the tokens that were issued until now: those of a subject, or all of a workspace.')
    .option('--subject <name>', 'end user whose tokens are revoked')
    .option('--workspace <name>', 'workspace of the tokens', DEFAULT_WORKSPACE)
    .action((_flags, command: Command) => {
      const { subject, workspace, ...flags } = command.optsWithGlobals<
        DataFlags & { subject?: string; workspace: string }
      >();
      const which = { workspace, ...(subject !== undefined && { subject }) };
      return withResources(flags, ({ registry }) => revoke(registry, AUTHOR, which));
    });
  return embed;
}

function days(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Expected a number of days.');
  return number;
}
