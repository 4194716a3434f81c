import { describe, expect, test } from 'vitest';
import { checkWorkspace, UnscopedStatement } from './check-workspace.ts';

const BOUND = 'workspace = {workspace:String}';

describe('a statement of one workspace', () => {
  test.each([
    `SELECT id FROM traces WHERE ${BOUND}`,
    `SELECT id FROM traces AS rows FINAL WHERE (${BOUND} AND id = 'a') LIMIT 1`,
    `SELECT id FROM traces WHERE ${BOUND} AND (name = 'a' OR name = 'b')`,
    `SELECT id FROM traces WHERE ${BOUND} AND id IN (SELECT trace_id FROM spans WHERE ${BOUND})`,
    `SELECT id FROM traces WHERE ${BOUND} UNION ALL SELECT id FROM spans WHERE ${BOUND}`,
    `SELECT 1 FROM feedback_scores AS score INNER JOIN spans AS span ON span.id = score.entity_id
     WHERE score.${BOUND} AND span.${BOUND}`,
    `INSERT INTO threads (workspace, is_deleted) SELECT workspace, 1 FROM threads FINAL WHERE ${BOUND}`,
    `SELECT ' FROM traces ' AS text, name FROM system.tables`,
    `SELECT count() FROM (SELECT id FROM traces WHERE ${BOUND})`,
  ])('is accepted: %s', (statement) => {
    expect(() => checkWorkspace(statement)).not.toThrow();
  });

  test.each([
    ['traces', 'SELECT id FROM traces'],
    ['traces', "SELECT id FROM traces WHERE name = 'workspace = {workspace:String}'"],
    ['traces', 'SELECT id FROM traces WHERE workspace = {other:String}'],
    ['traces', `SELECT id FROM traces WHERE ${BOUND} OR 1`],
    ['traces', `SELECT id FROM traces WHERE (${BOUND} OR 1)`],
    ['traces', `SELECT id FROM traces WHERE NOT (${BOUND})`],
    ['spans', `SELECT id FROM traces WHERE ${BOUND} AND id IN (SELECT trace_id FROM spans)`],
    ['traces', `SELECT id FROM traces WHERE id IN (SELECT trace_id FROM spans WHERE ${BOUND})`],
    ['spans', `SELECT id FROM traces WHERE ${BOUND} UNION ALL SELECT id FROM spans`],
    ['spans', `SELECT 1 FROM traces INNER JOIN spans USING (id) WHERE ${BOUND}`],
    ['threads', 'INSERT INTO threads (workspace) SELECT workspace FROM threads'],
    ['comments', "DELETE FROM comments WHERE id = 'a'"],
    ['records', "select body from records where kind = 'project'"],
  ])('is refused for %s: %s', (table, statement) => {
    expect(() => checkWorkspace(statement)).toThrow(UnscopedStatement);
    expect(() => checkWorkspace(statement)).toThrow(`uses ${table} without`);
  });
});
