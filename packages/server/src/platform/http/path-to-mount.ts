/**
 * Returns the relative URL from a path below the mount to the mount itself. It is right whatever prefix a proxy has cut off
 * before the request came here.
 *
 * @example
 * pathToMount('/traces'); // './'
 * pathToMount('/traces/1'); // '../'
 */
export function pathToMount(path: string): string {
  return '../'.repeat(path.split('/').length - 2) || './';
}
