/**
 * Fails if a direct or indirect dependency of a published package does not support a Node version that the package
 * allows.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import semver from 'semver';
import { publishedDirectories, readManifest } from './pack.ts';

const refusing = new Set<string>();
for (const directory of publishedDirectories()) {
  const { name, engines } = readManifest(directory);
  const allowed = engines?.node ?? '*';
  for (const dependency of dependenciesOf(directory)) {
    const { name: dependencyName, version, engines: needs } = readManifest(dependency);
    if (semver.subset(allowed, needs?.node ?? '*')) continue;
    refusing.add(`${name} allows Node ${allowed}, but ${dependencyName} ${version} needs ${needs?.node}`);
  }
}
for (const each of refusing) console.error(each);
if (refusing.size > 0) process.exit(1);

/**
 * Returns the directories of all packages that are installed with a package. Packages for other platforms are not
 * installed.
 */
function dependenciesOf(directory: string, found = new Set<string>()): Set<string> {
  const { dependencies, optionalDependencies } = readManifest(directory);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const installed = installedAt(name, directory);
    if (installed === undefined || found.has(installed)) continue;
    found.add(installed);
    dependenciesOf(installed, found);
  }
  return found;
}

/** Finds a package as Node does: in node_modules of the directory and of its parent directories. */
function installedAt(name: string, directory: string): string | undefined {
  const path = join(directory, 'node_modules', name);
  if (existsSync(path)) return realpathSync(path);
  return dirname(directory) === directory ? undefined : installedAt(name, dirname(directory));
}
