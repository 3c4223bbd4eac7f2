import type { Ref } from '@uroboros/heap';
import {
  newParamSpec,
  newTypeAlias,
  newTypeVar,
  newTypeVarTuple,
  setDefaultEvaluator,
  subscriptGeneric,
} from '../modules/typing.js';
import { CellField, FunctionField } from '../objects/layout.js';
import { getItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';

/** The functions that compiled generic definitions and type aliases call; words of slots unless said otherwise. */
export function typeParamHelpers(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  const at = (word: number): Maybe => (word === 0 ? 0 : (i32[word]! as Maybe));
  return {
    newTypeVar: (name: Ref, evaluate: number, constrained: number): Maybe =>
      constrained === 1 ? newTypeVar(rt, name, 0, at(evaluate)) : newTypeVar(rt, name, at(evaluate), 0),
    newParamSpec: (name: Ref): Maybe => newParamSpec(rt, name),
    newTypeVarTuple: (name: Ref): Maybe => newTypeVarTuple(rt, name),
    setTypeDefault: (variable: number, evaluate: number): void => {
      setDefaultEvaluator(rt, i32[variable]! as Ref, i32[evaluate]! as Ref);
      rt.replace(evaluate, 0);
    },
    newTypeAlias: (name: Ref, compute: number, params: number): Maybe => {
      const made = newTypeAlias(rt, name, at(params), i32[compute]! as Ref);
      if (made !== 0) {
        rt.hold(made);
        rt.replace(compute, 0);
        rt.unhold();
      }
      return made;
    },
    setTypeParams: (fn: number, params: number): void =>
      rt.replace(i32[fn]! + FunctionField.TypeParams, rt.incref(i32[params]! as Ref)),
    genericBase: (params: number): Maybe => subscriptGeneric(rt, i32[params]! as Ref),
    /** A name seen from an annotation in a class: the class's own names come first. */
    fromClassDict: (fp: number, cell: number, name: Ref): Maybe => {
      const dict = i32[i32[fp + cell]! + CellField.Contents]! as Maybe;
      if (dict === 0) return 0;
      const mark = rt.mark();
      const found = getItem(rt, dict, name);
      if (found !== 0 || !rt.errorIs(rt.builtin.KeyError)) return found;
      rt.releaseTo(mark);
      rt.clearError();
      return 0;
    },
  };
}
