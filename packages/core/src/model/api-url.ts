/**
 * Returns the URL of a server's API, with a slash at the end. `url` is where the server is mounted, with or without
 * `/api`.
 *
 * @example
 * apiUrl('https://example.com/vitrine'); // 'https://example.com/vitrine/api/'
 */
export function apiUrl(url: string): string {
  return `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api/`;
}
