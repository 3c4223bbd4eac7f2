import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { compileExpression, compilePushed, condition, storeName } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { compileBody } from './statements.js';

/**
 * match.
 *
 * The subject stands in a slot; above it come slots for what the pattern captures, and above those what is being taken apart.
 * Names are bound when the whole pattern has matched. A pattern that fails clears its slots and jumps behind its case:
 *
 *     M: { C1: { pattern; names; guard; body; break M }  C2: { … }  … }
 */

/** Where a pattern that does not match goes, and what it must clear: the slots from `base` up, and some captures. */
interface Failure {
  readonly label: string;
  readonly base: number;
  readonly captures: readonly string[];
}

/** Compiles the patterns of one case. */
interface Case {
  readonly c: FunctionCompiler;
  /** Slots of captured names. */
  readonly captures: ReadonlyMap<string, number>;
  failure: Failure;
}

export function compileMatch(c: FunctionCompiler, node: ast.Match): void {
  const { out } = c;
  const subject = compilePushed(c, node.subject);
  const done = out.label('M');
  const before = new Set(c.bound);
  out.line(`${done}:{`);
  let start = c.pieceStart();
  node.cases.forEach((each, i) => {
    c.bound = new Set(before);
    compileCase(c, each, subject.offset, i === node.cases.length - 1, done);
    start = c.cutPiece(start);
  });
  out.line('}');
  c.bound = before;
  out.popTo(subject.offset);
  out.forgetPosition();
}

function compileCase(c: FunctionCompiler, node: ast.MatchCase, subject: number, last: boolean, done: string): void {
  const { out } = c;
  const label = out.label('C');
  out.line(`${label}:{`);
  out.forgetPosition();
  const captures = new Map<string, number>();
  for (const name of capturedNames(node.pattern)) {
    captures.set(name, out.depth);
    out.reserve(SLOT);
  }
  const base = subject + SLOT;
  const names = [...captures.keys()];
  pattern({ c, captures, failure: { label, base, captures: [] } }, node.pattern, subject);
  out.depth = base + SLOT * names.length;
  // The last case has the subject for itself and is done with it now; the others keep it for the next.
  if (last) out.line(`drop(fp+${subject});`);
  for (const name of names) storeName(c, name, `take(fp+${captures.get(name)!})`, node.pattern);
  out.depth = base;
  if (node.guard !== null) {
    const flag = condition(c, node.guard);
    out.line(`if(${flag}===0)break ${label};`);
    out.release(flag);
  }
  if (!last) out.line(`drop(fp+${subject});`);
  out.depth = subject;
  compileBody(c, node.body);
  out.line(`break ${done};`);
  out.line('}');
  out.depth = base;
  if (last) out.line(`clear(fp+${subject});`);
}

/** The names a pattern binds, in the order of binding. */
function capturedNames(node: ast.Pattern): string[] {
  switch (node.kind) {
    case 'MatchAs':
      return [
        ...(node.pattern === null ? [] : capturedNames(node.pattern)),
        ...(node.name === null ? [] : [node.name]),
      ];
    case 'MatchStar':
      return node.name === null ? [] : [node.name];
    case 'MatchSequence':
      return node.patterns.flatMap(capturedNames);
    case 'MatchMapping':
      return [...node.patterns.flatMap(capturedNames), ...(node.rest === null ? [] : [node.rest])];
    case 'MatchClass':
      return [...node.patterns, ...node.kwd_patterns].flatMap(capturedNames);
    case 'MatchOr':
      return capturedNames(node.patterns[0]!);
    default:
      return [];
  }
}

/** The pattern does not match if the condition is true. */
function failIf(at: Case, test: string): void {
  const { out } = at.c;
  const { label, base, captures } = at.failure;
  const clearing = captures.map((name) => `clear(fp+${at.captures.get(name)!});`).join('');
  const slots = out.depth > base ? `clearSlots(fp+${base},fp+${out.depth});` : '';
  out.line(`if(${test}){${slots}${clearing}break ${label};}`);
}

/** Flags of helpers: −1 is an error, 0 no match. */
function failUnless(at: Case, helper: string): void {
  const { out } = at.c;
  const flag = out.temp();
  out.line(`${flag}=${helper};`);
  out.failIf(`${flag}<0`);
  failIf(at, `${flag}===0`);
  out.release(flag);
}

const isWildcard = (node: ast.Pattern): boolean =>
  (node.kind === 'MatchAs' && node.pattern === null && node.name === null) ||
  (node.kind === 'MatchStar' && node.name === null);

/** Matches what stands in a slot, and leaves it there. */
function pattern(at: Case, node: ast.Pattern, subject: number): void {
  const { c } = at;
  const { out } = c;
  switch (node.kind) {
    case 'MatchValue':
      valuePattern(at, node, subject);
      return;
    case 'MatchSingleton':
      failIf(at, `i32[fp+${subject}]!==${out.read(c.constant(node.value))}`);
      return;
    case 'MatchSequence':
      sequencePattern(at, node, subject);
      return;
    case 'MatchMapping':
      mappingPattern(at, node, subject);
      return;
    case 'MatchClass':
      classPattern(at, node, subject);
      return;
    case 'MatchStar':
      capture(at, node.name, subject);
      return;
    case 'MatchAs':
      if (node.pattern !== null) pattern(at, node.pattern, subject);
      capture(at, node.name, subject);
      return;
    case 'MatchOr':
      orPattern(at, node, subject);
  }
}

function capture(at: Case, name: string | null, subject: number): void {
  if (name !== null) at.c.out.line(`i32[fp+${at.captures.get(name)!}]=inc(i32[fp+${subject}]);`);
}

/** subject == value */
function valuePattern(at: Case, node: ast.MatchValue, subject: number): void {
  const { c } = at;
  const { out } = c;
  const base = out.depth;
  const value = compileExpression(c, node.value);
  out.at(node);
  out.touch(base + 2 * SLOT);
  const x = out.temp();
  const y = out.temp();
  const flag = out.temp();
  const isConstant = value.kind === 'const';
  out.line(`${x}=i32[fp+${subject}];${y}=${isConstant ? value.ref : out.own(value)};`);
  const drop = isConstant ? '' : `dec(${y});`;
  out.line(`if(i32[${x}+3]===SMALL&&i32[${y}+3]===SMALL){${flag}=i32[${x}+5]===i32[${y}+5]?1:0;${drop}}`);
  out.line(`else ${flag}=test(2,inc(${x}),${isConstant ? `inc(${y})` : y},fp+${base});`);
  out.depth = base;
  out.release(x);
  out.release(y);
  out.failIf(`${flag}<0`);
  failIf(at, `${flag}===0`);
  out.release(flag);
}

function sequencePattern(at: Case, node: ast.MatchSequence, subject: number): void {
  const { out } = at.c;
  const size = node.patterns.length;
  const star = node.patterns.findIndex((each) => each.kind === 'MatchStar');
  out.at(node);
  failIf(at, `!isSequence(i32[fp+${subject}])`);
  if (star < 0) failUnless(at, `lengthIs(i32[fp+${subject}],${size},0)`);
  else if (size > 1) failUnless(at, `lengthIs(i32[fp+${subject}],${size - 1},1)`);
  if (node.patterns.every(isWildcard)) return;
  if (star >= 0 && isWildcard(node.patterns[star]!)) {
    subscriptPattern(at, node, subject, star);
    return;
  }
  const base = out.depth;
  out.reserve(SLOT * size);
  out.line(`i32[fp+${base}]=inc(i32[fp+${subject}]);`);
  out.touch(base + SLOT * (size + 1));
  out.failIf(star < 0 ? `!unpack(fp+${base},${size})` : `!unpackStar(fp+${base},${star},${size - star - 1})`);
  parts(at, node.patterns, base);
  out.depth = base;
}

/** Sequences with an unnamed star are not iterated over: the items are asked for by their index. */
function subscriptPattern(at: Case, node: ast.MatchSequence, subject: number, star: number): void {
  const { out } = at.c;
  const base = out.depth;
  out.reserve(SLOT);
  node.patterns.forEach((each, i) => {
    if (isWildcard(each)) return;
    const fromEnd = i > star ? node.patterns.length - i : 0;
    out.at(node);
    out.failIf(`!sequenceItem(i32[fp+${subject}],${i},${fromEnd},fp+${base})`);
    pattern(at, each, base);
    out.line(`drop(fp+${base});`);
  });
  out.depth = base;
}

/** Matches neighbouring slots one after the other; each is dropped when it has matched. */
function parts(at: Case, patterns: readonly ast.Pattern[], first: number): void {
  patterns.forEach((each, i) => {
    if (!isWildcard(each)) pattern(at, each, first + SLOT * i);
    at.c.out.line(`drop(fp+${first + SLOT * i});`);
  });
}

function mappingPattern(at: Case, node: ast.MatchMapping, subject: number): void {
  const { c } = at;
  const { out } = c;
  const size = node.keys.length;
  out.at(node);
  failIf(at, `!isMapping(i32[fp+${subject}])`);
  if (size === 0 && node.rest === null) return;
  if (size > 0) failUnless(at, `lengthIs(i32[fp+${subject}],${size},1)`);
  const keys = out.depth;
  for (const key of node.keys) compilePushed(c, key);
  const values = out.depth;
  out.reserve(SLOT * size);
  out.at(node);
  failUnless(at, `matchKeys(i32[fp+${subject}],fp+${keys},fp+${values},${size})`);
  parts(at, node.patterns, values);
  out.depth = values;
  if (node.rest !== null) {
    out.at(node);
    out.failIf(`!restOfMapping(i32[fp+${subject}],fp+${keys},${size},fp+${at.captures.get(node.rest)!})`);
  }
  if (size > 0) out.line(`clearSlots(fp+${keys},fp+${values});`);
  out.depth = keys;
}

function classPattern(at: Case, node: ast.MatchClass, subject: number): void {
  const { c } = at;
  const { out } = c;
  const patterns = [...node.patterns, ...node.kwd_patterns];
  const base = compilePushed(c, node.cls).offset;
  out.reserve(SLOT * patterns.length);
  const items = node.kwd_attrs.map((name) => ({ t: 'str' as const, value: c.mangled(name) }));
  const names = out.read(c.constant({ t: 'tuple', items }));
  out.at(node);
  failUnless(at, `matchClass(i32[fp+${subject}],fp+${base},${node.patterns.length},${names})`);
  parts(at, patterns, base + SLOT);
  out.line(`drop(fp+${base});`);
  out.depth = base;
}

function orPattern(at: Case, node: ast.MatchOr, subject: number): void {
  const { out } = at.c;
  const done = out.label('D');
  const outer = at.failure;
  const names = capturedNames(node);
  out.line(`${done}:{`);
  node.patterns.forEach((each, i) => {
    if (i === node.patterns.length - 1) {
      at.failure = outer;
      pattern(at, each, subject);
      return;
    }
    const label = out.label('C');
    out.line(`${label}:{`);
    at.failure = { label, base: out.depth, captures: names };
    pattern(at, each, subject);
    out.line(`break ${done};}`);
    out.forgetPosition();
  });
  at.failure = outer;
  out.line('}');
  out.forgetPosition();
}
