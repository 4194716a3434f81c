import { TABLES } from '../tables/tables.ts';

const GUARDED: ReadonlySet<string> = new Set(TABLES.map(({ name }) => name));

/** The parts of a statement that matter here: texts, parentheses, tables, the workspace and what weakens a condition. */
const PARTS =
  /'(?:[^'\\]|\\.|'')*'|(?<opened>\(\s*(?:(?<select>SELECT|WITH)\b)?)|(?<closed>\))|(?<union>\bUNION\b)|\b(?:FROM|JOIN)\s+`?(?<table>\w+)`?|(?<bound>(?:\b\w+\.)?\bworkspace\s*=\s*\{workspace:String\})|(?<or>\bOR\b)|(?<not>\bNOT\b(?=\s*\())/gi;

/** One SELECT, or what stands between two parentheses. */
interface Frame {
  isSelect: boolean;
  tables: string[];
  bound: number;
  hasOr: boolean;
  isNegated: boolean;
}

/** A statement reads or deletes rows of a table without a condition on the workspace. It is a fault of our own code. */
export class UnscopedStatement extends Error {
  override readonly name = 'UnscopedStatement';

  constructor(table: string, statement: string) {
    super(
      `a statement uses ${table} without "workspace = {workspace:String}" beside it: ` +
        `add the condition, or use acrossWorkspaces() with a reason: ${statement.slice(0, 200)}`,
    );
  }
}

/**
 * Checks that each SELECT and DELETE of a statement which names stream tables has a condition
 * `workspace = {workspace:String}` of its own for each of them.
 *
 * Limits: a condition is counted, not understood. One that an OR beside it, or a NOT before its parentheses, weakens does
 * not count; one in a CASE or in `if()` would. Tables in `INSERT INTO` are not read and need none.
 *
 * @throws {UnscopedStatement} if a table has none
 */
export function checkWorkspace(statement: string): void {
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
}

function check({ tables, bound, hasOr }: Frame, statement: string): void {
  const unbound = tables[hasOr ? 0 : bound];
  if (unbound !== undefined) throw new UnscopedStatement(unbound, statement);
}
