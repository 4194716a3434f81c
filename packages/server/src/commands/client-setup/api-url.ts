/** Where the API of a server is, whether its url says `/api` or not. */
export function apiUrl(url: string): string {
  return `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api/`;
}
