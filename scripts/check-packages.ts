/**
 * Packs each published package as it goes to the registry, and fails on a file or a version that its users must not get,
 * and on what publint and attw find.
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

/** Files that each package needs in addition to those that it exports. */
const REQUIRED = ['package.json', 'README.md', 'LICENSE'];

/** Fields that a registry shows of a package. */
const DESCRIBING = ['description', 'keywords', 'homepage', 'bugs', 'repository', 'license'];

const destination = mkdtempSync(join(tmpdir(), 'vitrine-packages-'));
const problems = packPublished(destination).flatMap((each) =>
  [
    ...problemsOf(each),
    // That CommonJS gets ES modules is meant: each supported version of Node can require them.
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
    ...stray.map((file) => `${file} is no source, type, map, README, licence, style or migration`),
    ...stale.map((file) => `${file} has no source any more; delete dist and run \`npm run build\``),
    ...missing.map((file) => `${file} is missing`),
    ...oneSided.map(([path]) => `the export ${path} has to end with types and default, for both import and require`),
    ...undescribed.map((field) => `package.json has no ${field}`),
    ...unresolvedVersions(packed).map((version) => `package.json has a version that only pnpm understands: ${version}`),
  ];
}

/** What a linter of packages prints if it fails. */
function lint(command: string, ...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? [] : [`${command} fails\n${stdout}${stderr}`];
}

/** Path of the file in dist that a build makes of a source. */
function builtFrom(file: string): string | undefined {
  if (!file.startsWith('src/') || file.endsWith('.md')) return undefined;
  return file.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
}

/** Path of the source that a compiled file comes from. Browser files are bundled of many. */
function sourceOf(file: string): string | undefined {
  if (file.startsWith('dist/browser/')) return undefined;
  const compiled = /^dist\/(.+?)(?:\.d)?\.(?:js|ts)(?:\.map)?$/.exec(file);
  return compiled ? `src/${compiled[1]}.ts` : undefined;
}
