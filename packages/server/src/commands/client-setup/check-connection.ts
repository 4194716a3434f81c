import { apiUrl } from '@vitrine/core/model';

/** Result of one check. */
export interface Check {
  name: string;
  isOk: boolean;
  /** The result as a sentence; if the check failed, with a suggestion. */
  message: string;
}

const TIMEOUT_MS = 10_000;

async function fetchJson(url: string, headers: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

/** Checks that a Vitrine server answers at the URL, accepts the key, and has a working storage. */
export async function checkConnection(connection: {
  url: string;
  apiKey?: string | undefined;
  workspace?: string | undefined;
}): Promise<Check[]> {
  const { url, apiKey, workspace } = connection;
  const api = apiUrl(url);
  const headers = {
    ...(apiKey !== undefined && { authorization: apiKey }),
    ...(workspace !== undefined && { 'comet-workspace': workspace }),
  };
  const checks: Check[] = [];
  const add = (name: string, isOk: boolean, message: string): boolean => {
    checks.push({ name, isOk, message });
    return isOk;
  };
  try {
    const ping = await fetchJson(`${api}is-alive/ping`, headers);
    const isVitrine = ping.status === 200 && ping.body !== undefined;
    const refusal = `${api}is-alive/ping answered ${ping.status}: it is not a Vitrine server. Check the mount path in the url`;
    if (!add('server', isVitrine, isVitrine ? `answers at ${url}` : refusal)) return checks;
  } catch (error) {
    const reason = ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message;
    add(
      'server',
      false,
      `${url} does not answer (${reason}). Is the server running? Set its url by \`url\` or VITRINE_URL`,
    );
    return checks;
  }
  const projects = await fetchJson(`${api}v1/private/projects?size=1`, headers);
  const isAllowed = projects.status === 200;
  const refusal =
    projects.status === 401 || projects.status === 403
      ? `the server does not accept this key (${projects.status}). Set the key by \`apiKey\` or VITRINE_API_KEY`
      : `reading projects answered ${projects.status}`;
  add(
    'access',
    isAllowed,
    isAllowed ? `the ${apiKey === undefined ? 'request without a key' : 'key'} is accepted` : refusal,
  );
  const health = await fetchJson(`${api}health`, headers);
  const { storage } = (health.body ?? {}) as { storage?: { state: string; reason?: string } };
  if (storage !== undefined) {
    add('storage', storage.state === 'ready', `${storage.state}${storage.reason ? `: ${storage.reason}` : ''}`);
  }
  return checks;
}
