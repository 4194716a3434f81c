import { readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cancel, confirm, intro, isCancel, log, outro, password, text } from '@clack/prompts';
import { Command } from 'commander';
import { checkConnection } from './check-connection.js';
import { withConnection } from './connection-options.js';
const DEFAULT_URL = 'http://127.0.0.1:4747';
function configPath() {
    return process.env['VITRINE_CONFIG_PATH'] || join(homedir(), '.vitrine.json');
}
async function stored(path) {
    try {
        const values = JSON.parse(await readFile(path, 'utf8'));
        if (typeof values === 'object' && values !== null && !Array.isArray(values))
            return values;
        throw new Error('it holds no JSON object');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return {};
        throw new Error(`${path} cannot be read: ${error.message}`, { cause: error });
    }
}
/** Writes all or nothing, readable for its owner alone: it may hold a key. */
async function store(path, values) {
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
    await rename(part, path);
}
class Cancelled extends Error {
}
function answered(answer) {
    if (isCancel(answer))
        throw new Cancelled();
    return answer;
}
async function asked(values) {
    const textOf = (name) => (typeof values[name] === 'string' ? values[name] : '');
    const ask = async (name, message, placeholder) => answered(await text({ message, placeholder, initialValue: textOf(name), defaultValue: '' })).trim();
    const url = answered(await text({
        message: 'Where is the server mounted?',
        initialValue: textOf('url') || DEFAULT_URL,
        validate: (value) => (URL.canParse(value ?? '') ? undefined : `a URL such as ${DEFAULT_URL}`),
    }));
    const apiKey = answered(await password({ message: 'API key (empty: the one that is stored, or none)' }));
    return {
        url,
        apiKey: apiKey || textOf('apiKey'),
        workspace: await ask('workspace', 'Workspace', 'the server’s default'),
        projectName: await ask('projectName', 'Project of what names none', 'Default Project'),
        environment: await ask('environment', 'Environment', 'such as production; none'),
    };
}
/** `vitrine configure`: writes `~/.vitrine.json`, which clients and these commands read. */
export function configureCommand() {
    const command = new Command('configure')
        .description('Writes ~/.vitrine.json, which the SDK and these commands read. It asks for what is not given.')
        .option('--project <name>', 'the project of what names none')
        .option('--environment <name>', 'a lifecycle stage such as production')
        .option('-y, --yes', 'ask nothing: take what is given and what is stored');
    return withConnection(command).action((flags) => configure(flags));
}
async function configure({ url, apiKey, workspace, project: projectName, environment, yes }) {
    const path = configPath();
    try {
        const before = await stored(path);
        const given = Object.entries({ url, apiKey, workspace, projectName, environment });
        const flagged = Object.fromEntries(given.filter(([, value]) => value !== undefined));
        let values = { ...before, ...flagged };
        const isAsking = yes !== true && process.stdin.isTTY && process.stdout.isTTY;
        if (isAsking) {
            intro(`Vitrine: ${path}`);
            values = { ...values, ...(await asked(values)) };
        }
        const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));
        const at = typeof kept['url'] === 'string' ? kept['url'] : DEFAULT_URL;
        if (!/^https?:\/\//.test(at) || !URL.canParse(at))
            throw new Error(`the url "${at}" is none; such as ${DEFAULT_URL}`);
        const checks = await checkConnection({
            url: at,
            apiKey: kept['apiKey'],
            workspace: kept['workspace'],
        });
        const fault = checks.find(({ isFine }) => !isFine);
        if (isAsking && fault !== undefined) {
            log.warn(fault.found);
            if (!answered(await confirm({ message: 'Write it all the same?' })))
                throw new Cancelled();
        }
        await store(path, kept);
        const done = `${path} is written.${fault === undefined ? ' The server answers.' : ` But ${fault.found}.`}`;
        if (isAsking)
            outro(done);
        else
            console.log(done);
    }
    catch (error) {
        if (error instanceof Cancelled)
            return cancel('Nothing is written.');
        console.error(`error: ${error.message}`);
        process.exitCode = 1;
    }
}
//# sourceMappingURL=configure-command.js.map