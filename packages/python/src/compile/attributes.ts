import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { isQuiet } from './arithmetic.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { AttributeSite } from './sites.js';
import { superAttribute } from './super.js';

/** Attributes, read and set through inline caches. */

/** The condition that an attribute's site fits the object in a variable. */
function fits(object: string, site: number): string {
  return `i32[${object}+3]===ic[${site}]&&TV[ic[${site}]]===ic[${site + AttributeSite.Version}]`;
}

export function attribute(c: FunctionCompiler, node: ast.Attribute): Operand {
  const ofSuper = superAttribute(c, node);
  if (ofSuper !== undefined) return ofSuper;
  const object = compileExpression(c, node.value);
  return attributeOf(c, node, object);
}

/** object.name for an operand, which is used up. */
export function attributeOf(c: FunctionCompiler, node: ast.Attribute, operand: Operand): Operand {
  const { out } = c;
  const object = out.settle(operand);
  out.at(node);
  const base = object.kind === 'slot' ? object.offset : out.depth;
  out.touch(base + SLOT);
  const name = c.nameRef(node.attr);
  if (c.terse) {
    const found = out.temp();
    out.line(out.slowly(found, `${found}=getAttr(${out.own(object)},${name},fp+${base})`));
    return { kind: 'temp', name: found };
  }
  const site = c.cache(AttributeSite.Words);
  const made = out.temp();
  const x = object.kind === 'temp' ? object.name : out.temp();
  if (object.kind !== 'temp') out.line(`${x}=${out.read(object)};`);
  const borrowed = object.kind === 'local' || object.kind === 'const';
  const clear = object.kind === 'slot' ? `i32[fp+${base}]=0;` : '';
  const drop = borrowed ? '' : `${clear}dropKeeping(${x},${made},fp+${base});`;
  out.line(`if(${fits(x, site)}&&(${made}=i32[${x}+ic[${site + AttributeSite.Word}]])!==0){inc(${made});${drop}}`);
  const owned = borrowed ? `inc(${x})` : x;
  const slow = out.slowly(made, `${made}=getAttrAt(${owned},${name},fp+${base},ic,${site})`);
  out.line(`else{${clear}${slow}}`);
  if (object.kind !== 'temp') out.release(x);
  out.releaseOperand(object);
  out.popTo(base);
  return { kind: 'temp', name: made };
}

/** object.name = value; the value is used up. */
export function storeAttribute(c: FunctionCompiler, target: ast.Attribute, value: Operand): void {
  const { out } = c;
  const name = c.nameRef(target.attr);
  const site = c.cache(AttributeSite.Words);
  if (!isQuiet(c, target.value) || value.kind === 'slot') {
    const pushed = out.push(value);
    compilePushed(c, target.value);
    out.at(target);
    out.failIf(`!setAttrAt(fp+${pushed.offset},${name},ic,${site})`);
    out.popTo(pushed.offset);
    return;
  }
  const base = out.depth;
  const settled = out.settle(value);
  const object = compileExpression(c, target.value);
  out.at(target);
  out.touch(base + 2 * SLOT);
  const x = out.temp();
  const v = out.temp();
  const before = out.temp();
  out.line(`${x}=${out.read(object)};${v}=${out.own(settled)};`);
  const word = `i32[${x}+ic[${site + AttributeSite.Word}]]`;
  const fresh = `fresh(${x},ic[${site + AttributeSite.Word}],ic[${site + AttributeSite.Index}])`;
  out.line(`if(${fits(x, site)}&&((${before}=${word})!==0||${fresh})){${word}=${v};if(${before}!==0)dec(${before});}`);
  const slots = `i32[fp+${base}]=${v};i32[fp+${base + SLOT}]=inc(${x});`;
  out.line(`else{${slots}if(!setAttrAt(fp+${base},${name},ic,${site}))${out.onError}}`);
  for (const temp of [x, v, before]) out.release(temp);
  out.popTo(base);
}
