/** Packs the published packages into `tarballs/`, for apps that install them before they are on npm. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packPublished, ROOT } from './pack.ts';

const destination = join(ROOT, 'tarballs');
rmSync(destination, { recursive: true, force: true });
mkdirSync(destination);
for (const { tarball } of packPublished(destination)) console.log(tarball);
