import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { isCalm } from './arithmetic.js';
import type { Operand } from './emitter.js';
import { compilePushed } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { foundIn, isHeld, lends, ownedIn } from './lending.js';
import { compileLent } from './lent.js';
import { AttributeSite } from './sites.js';
import { superAttribute } from './super.js';

/** Attributes, read and set through inline caches. */

/** The condition that an attribute's site fits the object in a variable. */
function fits(object: string, site: number): string {
  return `i32[${object}+3]===ic[${site}]&&TV[ic[${site}]]===ic[${site + AttributeSite.Version}]`;
}

export function attribute(c: FunctionCompiler, node: ast.Attribute): Operand {
  return superAttribute(c, node) ?? attributeOf(c, node, compileLent(c, node.value));
}

/** An attribute for an operation that follows at once: lent if the object is not one that only the expression holds. */
export function lentAttribute(c: FunctionCompiler, node: ast.Attribute): Operand {
  return superAttribute(c, node) ?? lentAttributeOf(c, node, compileLent(c, node.value));
}

/** object.name for an operand, which is used up. */
export function attributeOf(c: FunctionCompiler, node: ast.Attribute, operand: Operand): Operand {
  return readAttribute(c, node, operand, undefined);
}

/** The same, lent where that can be. */
export function lentAttributeOf(c: FunctionCompiler, node: ast.Attribute, operand: Operand): Operand {
  return readAttribute(c, node, operand, !c.terse && lends(operand) ? c.out.temp() : undefined);
}

/** `owned` is the variable that says whether the result is lent; without it the result is owned. */
function readAttribute(c: FunctionCompiler, node: ast.Attribute, operand: Operand, owned: string | undefined): Operand {
  const { out } = c;
  const object = out.settle(operand);
  const position = out.atSlow(node);
  const base = object.kind === 'slot' ? object.offset : out.depth;
  out.touch(base + SLOT);
  const name = c.nameRef(node.attr);
  if (c.terse) {
    const found = out.temp();
    out.line(position + out.slowly(found, `${found}=getAttr(${out.own(object)},${name},fp+${base})`));
    return { kind: 'temp', name: found };
  }
  const site = c.cache(AttributeSite.Words);
  const made = out.temp();
  const isVariable = object.kind === 'temp' || object.kind === 'lent';
  const x = isVariable ? object.name : out.temp();
  if (!isVariable) out.line(`${x}=${out.read(object)};`);
  const clear = object.kind === 'slot' ? `i32[fp+${base}]=0;` : '';
  const found = foundIn(object, x, made, owned, base);
  const here = `${fits(x, site)}&&(${made}=i32[${x}+ic[${site + AttributeSite.Word}]])!==0`;
  out.line(`if(${here}||(${made}=lookAttr(${x},${name},ic,${site}))!==0){${found}}`);
  const slow = out.slowly(made, `${made}=getAttrAt(${ownedIn(object, x)},${name},fp+${base},ic,${site})`);
  out.line(`else{${position}${clear}${slow}${owned === undefined ? '' : `${owned}=1;`}}`);
  if (!isVariable) out.release(x);
  out.releaseOperand(object);
  out.popTo(base);
  return owned === undefined ? { kind: 'temp', name: made } : { kind: 'lent', name: made, owned };
}

/** object.name = value; the value is used up. */
export function storeAttribute(c: FunctionCompiler, target: ast.Attribute, value: Operand): void {
  const { out } = c;
  const name = c.nameRef(target.attr);
  const site = c.cache(AttributeSite.Words);
  if (!isCalm(c, target.value) || value.kind === 'slot') {
    const pushed = out.push(value);
    compilePushed(c, target.value);
    out.at(target);
    out.failIf(`!setAttrAt(fp+${pushed.offset},${name},ic,${site})`);
    out.popTo(pushed.offset);
    return;
  }
  const base = out.depth;
  const settled = out.settle(value);
  out.reserve(SLOT);
  const object = out.waiting(settled, base, () => out.settle(compileLent(c, target.value)));
  const position = out.atSlow(target);
  out.touch(base + 3 * SLOT);
  const x = out.temp();
  const v = out.temp();
  const before = out.temp();
  const w = out.temp();
  out.line(`${x}=${out.read(object)};${v}=${out.own(settled)};`);
  const word = `i32[${x}+ic[${site + AttributeSite.Word}]]`;
  const fresh = `fresh(${x},ic[${site + AttributeSite.Word}],ic[${site + AttributeSite.Index}])`;
  const fast = isHeld(object, `${fits(x, site)}&&((${before}=${word})!==0||${fresh})`);
  out.line(`if(${fast}){${word}=${v};if(${before}!==0)dec(${before});}`);
  const known = isHeld(object, `(${w}=wordOfAttr(${x},${name},${v},ic,${site}))!==0`);
  out.line(`else if(${known}){${before}=i32[${w}];i32[${w}]=${v};if(${before}!==0)dec(${before});}`);
  const slots = `i32[fp+${base}]=${v};i32[fp+${base + SLOT}]=${ownedIn(object, x)};`;
  out.line(`else{${position}${slots}if(!setAttrAt(fp+${base},${name},ic,${site}))${out.onError}}`);
  for (const temp of [x, v, before, w]) out.release(temp);
  out.releaseOperand(object);
  out.popTo(base);
}
