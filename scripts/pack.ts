import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** Fields of a package.json that the checks read. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  exports: Record<string, string | Record<string, string>>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  engines?: { node?: string };
}

/** Published package, packed as for the registry. */
export interface PackedPackage {
  name: string;
  /** Path of the tarball. */
  tarball: string;
  /** Paths of all files in the tarball, relative to the package. */
  files: string[];
  manifest: Manifest;
}

/** Returns the directories of the published packages. */
export function publishedDirectories(): string[] {
  return readdirSync(join(ROOT, 'packages'))
    .map((name) => join(ROOT, 'packages', name))
    .filter((directory) => readManifest(directory).private !== true);
}

export function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
}

/** Packs all published packages with pnpm, which replaces `workspace:` with versions. npm does not. */
export function packPublished(destination: string): PackedPackage[] {
  return publishedDirectories().map((directory) => {
    const { name, version } = readManifest(directory);
    execFileSync('pnpm', ['pack', '--pack-destination', destination], { cwd: directory, stdio: 'pipe' });
    const tarball = join(destination, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
    const files = tar('-tzf', tarball)
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, ''));
    return { name, tarball, files, manifest: JSON.parse(tar('-xzOf', tarball, 'package/package.json')) as Manifest };
  });
}

/** Returns the `workspace:` versions in a packed package.json, which a registry cannot resolve. */
export function unresolvedVersions({ manifest }: PackedPackage): string[] {
  return JSON.stringify(manifest).match(/"workspace:[^"]*"/g) ?? [];
}

function tar(...args: string[]): string {
  return execFileSync('tar', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
