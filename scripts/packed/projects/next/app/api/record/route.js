import { vitrine } from '../../../lib/vitrine';

export async function POST() {
  const { client } = vitrine();
  const trace = client.trace({ name: 'recorded in a route' });
  trace.end();
  await client.flush();
  return Response.json({ id: trace.id });
}
