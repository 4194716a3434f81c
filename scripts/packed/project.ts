import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Maximum time until a server prints its address, in ms. */
const START_TIMEOUT_MS = 120_000;

/** User project outside the workspace, with files from `projects/` and packages that npm installs. */
export class Project {
  readonly directory: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(directory: string, node: string) {
    this.directory = directory;
    this.#env = { ...environment(), PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` };
  }

  /** Creates an empty project in a temporary directory. `node` is the binary that runs npm and the commands. */
  static async create(name: string, node: string): Promise<Project> {
    const directory = await mkdtemp(join(tmpdir(), `vitrine-${name}-`));
    await writeFile(join(directory, 'package.json'), JSON.stringify({ name, private: true }));
    return new Project(directory, node);
  }

  /** Copies the files of a directory in `projects/`. */
  async copy(template: string): Promise<void> {
    await cp(join(import.meta.dirname, 'projects', template), this.directory, { recursive: true });
  }

  /** Returns a project in the same directory that uses another Node binary. */
  with(node: string): Project {
    return new Project(this.directory, node);
  }

  async install(packages: string[], ...flags: string[]): Promise<void> {
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--engine-strict'];
    await this.run('npm', 'install', ...quiet, ...flags, ...packages);
  }

  /** Links a package of the workspace into the project. The package finds its dependencies in the workspace. */
  async link(name: string, target: string): Promise<void> {
    await symlink(target, join(this.directory, 'node_modules', name), 'dir');
  }

  /**
   * Runs a command until it exits, and returns its stdout.
   *
   * @throws {Error} if the command fails; the message contains its output
   */
  async run(command: string, ...args: string[]): Promise<string> {
    try {
      const { stdout } = await execute(command, args, {
        cwd: this.directory,
        env: this.#env,
        maxBuffer: 64 * 1024 * 1024,
      });
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`\`${[command, ...args].join(' ')}\` in ${this.directory} fails\n${stdout}${stderr}`, {
        cause: error,
      });
    }
  }

  /** Starts a server, calls `use` with the URL that the server prints, and stops the server afterwards. */
  async serve(command: string[], use: (url: string) => Promise<void>): Promise<void> {
    const [program = '', ...args] = command;
    // A separate process group, because a server may be a child process of npx.
    const child = spawn(program, args, {
      cwd: this.directory,
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    let output = '';
    try {
      const url = await new Promise<string>((resolve, reject) => {
        const fail = (reason: string): void => reject(new Error(`\`${command.join(' ')}\` ${reason}\n${output}`));
        setTimeout(fail, START_TIMEOUT_MS, 'did not start in time').unref();
        child.once('error', (error) => fail(error.message));
        child.once('exit', (code) => fail(`ended with code ${code}`));
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            output += text;
            const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\S*/.exec(output);
            if (address) resolve(address[0].replace(/\/$/, ''));
          });
        }
      });
      await use(url);
    } catch (error) {
      throw new Error(`${(error as Error).message}\nThe server printed:\n${output}`, { cause: error });
    } finally {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await exited;
    }
  }

  read(path: string): Promise<string> {
    return readFile(join(this.directory, path), 'utf8');
  }

  async delete(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Returns a free port of the loopback interface. */
export function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(`${port}`));
    });
  });
}

/**
 * Returns the environment without the variables that npm, pnpm and this repository set for their own scripts. npx runs
 * only installed packages.
 */
function environment(): NodeJS.ProcessEnv {
  const own = /^(?:npm_|pnpm_|VITRINE_|NODE_OPTIONS$|INIT_CWD$|CI$)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(inherited), npm_config_yes: 'false', NEXT_TELEMETRY_DISABLED: '1' };
}
