import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECRET_HEADER } from '../engine/configuration.ts';
import { freePort, startEngineProcess, type EngineProcess } from '../engine/engine-process.ts';
import { locateLibrary } from '../engine/locate-library.ts';
import { setupStatements, migrations } from '../migrations/migrate.ts';

/** Debian's package zookeeper. */
const JAR = '/usr/share/java/zookeeper.jar';
const CLUSTER = 'one_shard';
const layout = { database: 'replicated', embedded: false, cluster: CLUSTER };

/**
 * Creates the tables of a cluster against a real ZooKeeper. libchdb registers no address at which other replicas could
 * reach it, so replication itself cannot be tested.
 */
describe('the tables of a cluster, with ZooKeeper', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vitrine-zookeeper-'));
  let zooKeeper: ChildProcess | undefined;
  let engine: EngineProcess | undefined;
  let client: ClickHouseClient | undefined;

  beforeAll(async () => {
    if (!existsSync(JAR)) throw new Error('this needs ZooKeeper: apt-get install zookeeper default-jre-headless');
    const port = await freePort();
    const configuration = join(directory, 'zoo.cfg');
    writeFileSync(
      configuration,
      `tickTime=500\ndataDir=${directory}/zookeeper\nclientPort=${port}\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n`,
    );
    const args = ['-cp', JAR, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', configuration];
    zooKeeper = spawn('java', args, { stdio: 'ignore' });
    while (!(await serves(port))) await new Promise((resolve) => setTimeout(resolve, 100));
    const tcpPort = await freePort();
    engine = await startEngineProcess({
      library: await locateLibrary(),
      dataDir: directory,
      cluster: { name: CLUSTER, tcpPort, shards: [tcpPort], zooKeeperPort: port },
    });
    client = createClient({
      url: `http://127.0.0.1:${engine.port}`,
      http_headers: { [SECRET_HEADER]: engine.secret },
    });
  });
  afterAll(async () => {
    zooKeeper?.kill('SIGKILL');
    await client?.close();
    await engine?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('are made as they are written, and each is registered as a replica of its shard', async () => {
    const all = [...setupStatements(layout), ...migrations(layout).flatMap((each) => each.statements)];
    // A replica without an address is read-only, so neither rows nor changes of tables can be tested.
    for (const query of all.filter((statement) => !/^(INSERT|ALTER)/.test(statement))) {
      // The engine has no worker for ON CLUSTER statements.
      await client!.command({ query: query.replace(` ON CLUSTER '${CLUSTER}'`, '') });
    }
    const replicas = await client!.query({
      query: `SELECT table, zookeeper_path, replica_name FROM system.replicas WHERE database = 'replicated' ORDER BY table`,
      format: 'JSONEachRow',
    });
    const tables = all.flatMap((statement) => /Distributed\('\w+', '\w+', '(\w+)_local'/.exec(statement)?.[1] ?? []);
    expect(await replicas.json()).toEqual(
      tables.toSorted().map((table) => ({
        table: `${table}_local`,
        zookeeper_path: `/clickhouse/tables/0/replicated/${table}`,
        replica_name: 'only',
      })),
    );
  });
});

/** Whether ZooKeeper serves requests. It accepts connections earlier, and reports its version only once it serves. */
function serves(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('srvr'));
    socket.on('data', (data) => (answer += String(data)));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(answer.startsWith('Zookeeper version')));
  });
}
