/**
 * Packs each published package as for the registry. Fails if a package contains a file or a version that must not be
 * published, and if publint or attw reports a problem.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPublished, unresolvedVersions, type PackedPackage } from './pack.ts';

const ALLOWED = [
  /^(?:package\.json|README\.md|LICENSE|dist\/custom-elements\.json)$/,
  /^src\/.+\/README\.md$/,
  /^src\/.+\.ts$/,
  /^(?:src|dist)\/.+\/migrations\/\d{4}_\w+\.sql$/,
  /^dist\/.+\.(?:js|js\.map|d\.ts|d\.ts\.map)$/,
  /^dist\/browser\/.+\.(?:css|html)$/,
];
const DEVELOPMENT = /\.(?:test|faults|fixture|stories)\.|(?:^|\/)(?:sample|recordings)\/|\/\./;

/** Files that each package must contain in addition to its exports. */
const REQUIRED = ['package.json', 'README.md', 'LICENSE'];

/** Fields of package.json that a registry shows. */
const DESCRIBING = ['description', 'keywords', 'homepage', 'bugs', 'repository', 'license'];

const destination = mkdtempSync(join(tmpdir(), 'vitrine-packages-'));
const problems = packPublished(destination).flatMap((each) =>
  [
    ...problemsOf(each),
    // CommonJS resolves to ES modules on purpose: each supported version of Node can require them.
    ...lint('attw', each.tarball, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'),
    ...lint('publint', 'run', each.tarball, '--strict'),
  ].map((problem) => `${each.name}: ${problem}`),
);
rmSync(destination, { recursive: true });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function problemsOf(packed: PackedPackage): string[] {
  const { files, manifest } = packed;
  const present = new Set(files);
  const stray = files.filter((file) => DEVELOPMENT.test(file) || !ALLOWED.some((pattern) => pattern.test(file)));
  const stale = files.filter((file) => sourceOf(file) !== undefined && !present.has(sourceOf(file) ?? ''));
  const exported = Object.values(manifest.exports)
    .flatMap((conditions) => (typeof conditions === 'string' ? [conditions] : Object.values(conditions)))
    .filter((path) => !path.includes('*'))
    .map((path) => path.replace(/^\.\//, ''));
  const built = files.flatMap((file) => builtFrom(file) ?? []);
  const missing = [...REQUIRED, ...exported, ...built].filter((file) => !present.has(file));
  const oneSided = Object.entries(manifest.exports).filter(
    ([, conditions]) => typeof conditions !== 'string' && Object.keys(conditions).slice(-2).join() !== 'types,default',
  );
  const undescribed = DESCRIBING.filter((field) => !(field in manifest));
  return [
    ...stray.map((file) => `${file} is not a source, type, map, README, license, style or migration file`),
    ...stale.map((file) => `${file} has no source; delete dist and run \`npm run build\``),
    ...missing.map((file) => `${file} is missing`),
    ...oneSided.map(
      ([path]) => `the export ${path} must end with the conditions types and default, for both import and require`,
    ),
    ...undescribed.map((field) => `package.json has no ${field}`),
    ...unresolvedVersions(packed).map((version) => `package.json has a version that only pnpm understands: ${version}`),
  ];
}

/** Returns the output of a package linter if it fails. */
function lint(command: string, ...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? [] : [`${command} fails\n${stdout}${stderr}`];
}

/** Returns the path of the file in dist that a build creates from a source. */
function builtFrom(file: string): string | undefined {
  if (!file.startsWith('src/') || file.endsWith('.md')) return undefined;
  return file.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
}

/** Returns the path of the source of a compiled file. A browser file has none, because it bundles many sources. */
function sourceOf(file: string): string | undefined {
  if (file.startsWith('dist/browser/')) return undefined;
  const compiled = /^dist\/(.+?)(?:\.d)?\.(?:js|ts)(?:\.map)?$/.exec(file);
  return compiled ? `src/${compiled[1]}.ts` : undefined;
}
