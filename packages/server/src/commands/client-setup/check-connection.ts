import { apiUrl } from '@vitrine/core/model';

/** One thing that was looked at. */
export interface Check {
  name: string;
  isOk: boolean;
  /** What was found, and what to do where it is not fine. */
  message: string;
}

const TIMEOUT_MS = 10_000;

async function ask(url: string, headers: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: undefined };
  }
}

/** Looks whether a server answers at the url, whether it is a Vitrine, whether its storage works and the key is taken. */
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
    const ping = await ask(`${api}is-alive/ping`, headers);
    const isVitrine = ping.status === 200 && ping.body !== undefined;
    const instead = `${api}is-alive/ping answered ${ping.status}: that is no Vitrine. Is the url where one is mounted?`;
    if (!add('server', isVitrine, isVitrine ? `answers at ${url}` : instead)) return checks;
  } catch (error) {
    const reason = ((error as Error).cause as Error | undefined)?.message ?? (error as Error).message;
    add('server', false, `${url} does not answer (${reason}). Is it running? The url is \`url\` or VITRINE_URL`);
    return checks;
  }
  const projects = await ask(`${api}v1/private/projects?size=1`, headers);
  const isAllowed = projects.status === 200;
  const refusal =
    projects.status === 401 || projects.status === 403
      ? `the server does not let this key in (${projects.status}). The key is \`apiKey\` or VITRINE_API_KEY`
      : `reading projects answered ${projects.status}`;
  add(
    'access',
    isAllowed,
    isAllowed ? `the ${apiKey === undefined ? 'request without a key' : 'key'} is taken` : refusal,
  );
  const health = await ask(`${api}health`, headers);
  const { storage } = (health.body ?? {}) as { storage?: { state: string; reason?: string } };
  if (storage !== undefined) {
    add('storage', storage.state === 'ready', `${storage.state}${storage.reason ? `: ${storage.reason}` : ''}`);
  }
  return checks;
}
