import { LRUCache } from 'lru-cache';
import { TABLES } from '../tables/tables.ts';

const GUARDED: ReadonlySet<string> = new Set(TABLES.map(({ name }) => name));

/**
 * Matches the parts of a statement that the check reads: string literals, parentheses, tables, conditions on the
 * workspace, and the operators that weaken a condition.
 */
const PARTS =
  /'(?:[^'\\]|\\.|'')*'|(?<opened>\(\s*(?:(?<select>SELECT|WITH)\b)?)|(?<closed>\))|(?<union>\bUNION\b)|\b(?:FROM|JOIN)\s+`?(?<table>\w+)`?|(?<bound>(?:\b\w+\.)?\bworkspace\s*=\s*\{workspace:String\})|(?<or>\bOR\b)|(?<not>\bNOT\b(?=\s*\())/gi;

/** State of one SELECT, or of one pair of parentheses. */
interface Frame {
  isSelect: boolean;
  tables: string[];
  bound: number;
  hasOr: boolean;
  isNegated: boolean;
}

/** Thrown if a statement reads or deletes rows without a condition on the workspace. It shows a bug in Vitrine. */
export class UnscopedStatement extends Error {
  override readonly name = 'UnscopedStatement';

  constructor(table: string, statement: string) {
    super(
      `a statement uses ${table} without the condition "workspace = {workspace:String}": ` +
        `add the condition, or use acrossWorkspaces() with a reason: ${statement.slice(0, 200)}`,
    );
  }
}

/** Statements that were accepted before: most are sent again and again, and a check takes some 25 µs. */
const accepted = new LRUCache<string, true>({ max: 1_000 });

/**
 * Checks that each SELECT and DELETE of a statement has one condition `workspace = {workspace:String}` for each stream
 * table that it names.
 *
 * Limits: conditions are counted, not interpreted. A condition does not count if an OR at the same level or a NOT
 * before its parentheses weakens it. A condition inside a CASE or `if()` does count. Tables in `INSERT INTO` need no
 * condition.
 *
 * @throws {UnscopedStatement} if a table has no condition
 */
export function checkWorkspace(statement: string): void {
  if (accepted.has(statement)) return;
  const open = (isSelect: boolean, isNegated = false): Frame => ({
    isSelect,
    tables: [],
    bound: 0,
    hasOr: false,
    isNegated,
  });
  const frames: Frame[] = [open(true)];
  let isNegated = false;
  for (const { groups = {} } of statement.matchAll(PARTS)) {
    const frame = frames.at(-1) as Frame;
    if (groups['opened'] !== undefined) frames.push(open(groups['select'] !== undefined, isNegated));
    isNegated = groups['not'] !== undefined;
    if (groups['table'] !== undefined && GUARDED.has(groups['table'])) frame.tables.push(groups['table']);
    if (groups['bound'] !== undefined) frame.bound++;
    if (groups['or'] !== undefined) frame.hasOr = true;
    if (groups['union'] !== undefined) {
      check(frame, statement);
      frames[frames.length - 1] = open(true);
    }
    if (groups['closed'] === undefined || frames.length === 1) continue;
    const { isSelect, tables, bound, hasOr, isNegated: weakened } = frames.pop() as Frame;
    if (isSelect) {
      check({ isSelect, tables, bound, hasOr, isNegated: weakened }, statement);
      continue;
    }
    const around = frames.at(-1) as Frame;
    around.tables.push(...tables);
    if (!hasOr && !weakened) around.bound += bound;
  }
  for (const frame of frames) check(frame, statement);
  accepted.set(statement, true);
}

function check({ tables, bound, hasOr }: Frame, statement: string): void {
  const unbound = tables[hasOr ? 0 : bound];
  if (unbound !== undefined) throw new UnscopedStatement(unbound, statement);
}

/** Matches a read of `traces` that may return superseded versions of rows, except one that only narrows another read. */
const SUPERSEDED = /(?<!\bIN \(SELECT id )\b(?:FROM|JOIN)\s+`?traces`?\b(?!\s+(?:AS\s+\w+\s+)?FINAL\b)/i;

/**
 * Checks that a statement reads the newest version of each trace, for callers that may see some traces only: by an older
 * version, a trace might belong to another user.
 *
 * @throws {UnscopedStatement}
 */
export function checkVersions(statement: string): void {
  if (SUPERSEDED.test(statement)) throw new UnscopedStatement('traces', statement);
}
