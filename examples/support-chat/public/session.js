/** @typedef {import('../src/sign-in/users.ts').User} User */

/**
 * Returns who is signed in, and who can sign in.
 *
 * @returns {Promise<{ user: User | null, users: User[] }>}
 */
export async function session() {
  return (await fetch('/api/session')).json();
}

/** @param {string} id */
export async function signIn(id) {
  await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  });
}

export async function signOut() {
  await fetch('/api/session', { method: 'DELETE' });
}

/** Returns a token for the traces of the customer who is signed in. */
export async function vitrineToken() {
  const response = await fetch('/api/vitrine-token');
  if (!response.ok) throw new Error('Please sign in again.');
  return (await response.json()).token;
}
