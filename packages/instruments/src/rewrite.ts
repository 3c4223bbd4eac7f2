import { type AnyNode, type Comment, parse } from 'acorn';

/**
 * The observed form of code: the same code, whose writes to linear memory go through functions that report them.
 *
 * Every counted reference, every count, every field of an object and every slot of a frame is a word of linear memory, so
 * whoever sees the writes has seen everything; and nothing has to be said twice, in a fast and in a watched form, that could
 * differ. It is made where code becomes code: when the packages are bundled, and for what the compiler generates, when its text
 * is about to run. The fast form does not know of it.
 *
 * What counts as memory is known by name: the views of the reservation are called `i32`, `u32`, `u16`, `u8` and `f64`
 * everywhere, and nothing else is. A view under another name would go unseen; the recorder's check of the whole memory finds that.
 */

/** A form of writing that has no rewritten form: a fault in the packages, found when they are bundled. */
export class RewriteError extends Error {
  override name = 'RewriteError';
}

/** For each view, the end of the names of the functions that write through it. */
const VIEWS = new Map([
  ['i32', '32'],
  ['u32', '32u'],
  ['u16', '16'],
  ['u8', '8'],
  ['f64', '64'],
]);

/**
 * Methods by which arrays and data views write. They are rewritten whatever they are called on, because parts of the memory have any name;
 * what is no part of it goes its usual way.
 */
const ELEMENTS = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64', 'BigInt64', 'BigUint64'];
const METHODS = new Map<string, string>([
  ...['fill', 'copyWithin', 'set', 'reverse'].map((name): [string, string] => [name, `$${name}`]),
  ...ELEMENTS.map((kind): [string, string] => [`set${kind}`, `$view${kind}`]),
]);

/** All functions that rewritten code may call: exported by `record/writes.ts`. */
export const WRITERS = [
  ...[...VIEWS.values()].map((kind) => `$put${kind}`),
  ...['add', 'or', 'and', 'xor'].map((operation) => `$${operation}32`),
  '$born',
  ...METHODS.values(),
] as const;

const COMPOUND = new Map([
  ['+=', '$add'],
  ['-=', '$add'],
  ['|=', '$or'],
  ['&=', '$and'],
  ['^=', '$xor'],
]);

/** The comment the TypeScript compiler leaves where the type of an object is written: each object's first breath. */
const TYPE_FIELD = ' Header.Type ';

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The observed form of a text.
 * @param kind 'module' for a file of a bundle, 'script' for generated code
 * @throws RewriteError for a write that has no observed form
 */
export function rewriteWrites(text: string, kind: 'module' | 'script'): string {
  const comments: Comment[] = [];
  const tree = parse(text, { ecmaVersion: 2022, sourceType: kind, onComment: comments });
  const edits: Edit[] = [];
  const born = comments.filter(({ value }) => value === TYPE_FIELD).map(({ start }) => start);
  new Rewriter(text, edits, born).visit(tree as AnyNode, false);
  return applied(text, edits);
}

function applied(text: string, edits: Edit[]): string {
  if (edits.length === 0) return text;
  edits.sort((a, b) => a.from - b.from || a.to - b.to);
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: replacement } of edits) {
    parts.push(text.slice(at, from), replacement);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

class Rewriter {
  constructor(
    readonly text: string,
    readonly edits: Edit[],
    readonly typeFields: readonly number[],
  ) {}

  /** `used` says whether somebody reads the value of the expression. */
  visit(node: AnyNode, used: boolean): void {
    switch (node.type) {
      case 'AssignmentExpression':
        if (this.#assignment(node)) return;
        break;
      case 'UpdateExpression':
        if (this.#update(node, used)) return;
        break;
      case 'CallExpression':
        this.#call(node);
        break;
    }
    for (const [child, isUsed] of childrenOf(node)) this.visit(child, isUsed);
  }

  #assignment(node: AnyNode & { type: 'AssignmentExpression' }): boolean {
    const { left, right, operator } = node;
    if (left.type !== 'MemberExpression' || !left.computed) return false;
    const kind = viewOf(left.object as AnyNode);
    if (kind === undefined) return false;
    const index = left.property as AnyNode;
    let head: string;
    if (operator === '=') {
      const isType = kind === '32' && this.typeFields.some((at) => at > index.start && at < right.start);
      head = isType ? '$born(' : `$put${kind}(`;
    } else {
      const name = COMPOUND.get(operator);
      if (name === undefined || kind !== '32') throw this.#fault(node, `${operator} on a view`);
      if (mayCall(right as AnyNode)) throw this.#fault(node, `${operator} with a call on its right side`);
      head = `${name}32(`;
    }
    const close = this.#brackets(left, head);
    // The operator and not the start of the right side: that may stand in parentheses, which belong to no node.
    const right0 = this.text.indexOf(operator, close) + operator.length;
    this.#replace(close, right0, operator === '-=' ? ', -(' : ',');
    this.#replace(node.end, node.end, operator === '-=' ? '))' : ')');
    this.visit(index, true);
    this.visit(right as AnyNode, true);
    return true;
  }

  #update(node: AnyNode & { type: 'UpdateExpression' }, used: boolean): boolean {
    const target = node.argument as AnyNode;
    if (target.type !== 'MemberExpression' || !target.computed) return false;
    const kind = viewOf(target.object as AnyNode);
    if (kind === undefined) return false;
    if (kind !== '32') throw this.#fault(node, `${node.operator} on a view other than i32`);
    const step = node.operator === '++' ? 1 : -1;
    const index = target.property as AnyNode;
    const before = used && !node.prefix;
    const close = this.#brackets(target, before ? '($add32(' : '$add32(', node.start);
    this.#replace(close, node.end, `, ${step})${before ? `-(${step}))` : ''}`);
    this.visit(index, true);
    return true;
  }

  /** `view.fill(…)` becomes `$fill(view, …)`. With `?.`, the function is given nothing to call. */
  #call(node: AnyNode & { type: 'CallExpression' }): void {
    const callee = node.callee as AnyNode;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return;
    const name = METHODS.get(callee.property.name);
    if (name === undefined || callee.object.type === 'Super') return;
    this.#replace(callee.start, callee.start, `${name}(`);
    this.#replace(
      callee.object.end,
      this.text.indexOf('(', callee.property.end) + 1,
      node.arguments.length === 0 ? '' : ', ',
    );
  }

  /** Puts `head` in the place of `view[`; returns where the closing bracket is. */
  #brackets(target: AnyNode & { type: 'MemberExpression' }, head: string, from = target.start): number {
    this.#replace(from, this.text.indexOf('[', target.object.end) + 1, head);
    return this.text.indexOf(']', target.property.end);
  }

  #replace(from: number, to: number, text: string): void {
    this.edits.push({ from, to, text });
  }

  #fault(node: AnyNode, what: string): RewriteError {
    const line = this.text.slice(0, node.start).split('\n').length;
    return new RewriteError(`line ${line}: ${what}: ${this.text.slice(node.start, node.end)}`);
  }
}

/** The kind of view an expression is, by its name. */
function viewOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return VIEWS.get(node.name);
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const { property } = node;
  return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? VIEWS.get(property.name) : undefined;
}

function mayCall(node: AnyNode): boolean {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return true;
  return [...childrenOf(node)].some(([child]) => mayCall(child));
}

/** The nodes below a node, and whether their value is used. */
function* childrenOf(node: AnyNode): Generator<[AnyNode, boolean]> {
  const unused = node.type === 'ExpressionStatement';
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || key === 'start' || key === 'end') continue;
    const isUpdate = node.type === 'ForStatement' && key === 'update';
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string')
        yield [child, !unused && !isUpdate];
    }
  }
}
