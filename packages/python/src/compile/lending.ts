import { type NumOperand, type Operand, ownLent } from './emitter.js';

/** What is found in an object, on the fast paths of attributes and items: counted, or lent (see `LentOperand`). */

type Holder = Exclude<Operand, NumOperand>;

/** Whether what is found in an object may be lent: not if only the expression holds the object. */
export const lends = ({ kind }: Operand): boolean => kind === 'local' || kind === 'const' || kind === 'lent';

/** The object as an owned reference; `x` is the variable it stands in. Slots are the caller's to clear. */
export function ownedIn(object: Holder, x: string): string {
  if (object.kind === 'lent') return ownLent(object);
  return object.kind === 'local' || object.kind === 'const' ? `inc(${x})` : x;
}

/**
 * What follows when `made` has been found in an object, which is used up: `made` is counted, or `owned` says that it is
 * lent. An object that only the expression holds is dropped; its slot may be used for that.
 */
export function foundIn(object: Holder, x: string, made: string, owned: string | undefined, base: number): string {
  const drop = `dropKeeping(${x},${made},fp+${base});`;
  switch (object.kind) {
    case 'const':
    case 'local':
      return owned === undefined ? `inc(${made});` : `${owned}=0;`;
    case 'lent':
      return owned === undefined
        ? `inc(${made});if(${object.owned}!==0)${drop}`
        : `if(${object.owned}===0)${owned}=0;else{inc(${made});${owned}=1;${drop}}`;
    case 'slot':
      return `inc(${made});i32[fp+${base}]=0;${drop}`;
    case 'temp':
      return `inc(${made});${drop}`;
  }
}

/**
 * A condition for a fast path that changes an object: not one that only the expression holds, for what the change drops may run
 * code, and the object would stand in no slot.
 */
export function isHeld(object: Holder, condition: string): string {
  switch (object.kind) {
    case 'const':
    case 'local':
      return condition;
    case 'lent':
      return `${object.owned}===0&&${condition}`;
    default:
      return `false&&${condition}`;
  }
}
