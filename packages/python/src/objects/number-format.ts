import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  type FormatSpec,
  formatComplex,
  formatFloat,
  formatInt,
  formatText,
  parseFormatSpec,
} from '../text/format-spec.js';
import { imagPart, realPart } from './complex.js';
import { floatValue } from './float.js';
import { intNumber, intValue } from './int.js';
import { raiseTextError } from './text-errors.js';

/**
 * The format mini-language on objects: specs are parsed once and kept, because a program formats many values with few specs.
 */

/** How many specs are kept before all are forgotten: a program that computes its widths must not fill memory. */
const KEPT_SPECS = 500;

const numberSpecs = new Map<string, FormatSpec>();
const textSpecs = new Map<string, FormatSpec>();

function specOf(spec: string, typeName: string, kind: 'text' | 'number'): FormatSpec {
  const kept = kind === 'number' ? numberSpecs : textSpecs;
  const known = kept.get(spec);
  if (known !== undefined) return known;
  const parsed = parseFormatSpec(spec, typeName, kind);
  if (kept.size >= KEPT_SPECS) kept.clear();
  kept.set(spec, parsed);
  return parsed;
}

/** format(int, spec) for a spec that is not empty. */
export function formatIntObject(rt: Runtime, object: Ref, spec: string): Maybe {
  const number = intNumber(rt, object);
  const name = rt.typeOf(object).name;
  try {
    return rt.str(formatInt(Number.isNaN(number) ? intValue(rt, object) : number, specOf(spec, name, 'number'), name));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** format(float, spec) for a spec that is not empty. */
export function formatFloatObject(rt: Runtime, object: Ref, spec: string): Maybe {
  const name = rt.typeOf(object).name;
  try {
    return rt.str(formatFloat(floatValue(rt, object), specOf(spec, name, 'number'), name));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** format(str, spec) for a spec that is not empty. */
export function formatStrObject(rt: Runtime, object: Ref, spec: string): Maybe {
  const name = rt.typeOf(object).name;
  try {
    return rt.str(formatText(rt.text(object), specOf(spec, name, 'text'), name));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** format(complex, spec). Throws what the format language refuses. */
export function formatComplexObject(rt: Runtime, object: Ref, spec: string): Maybe {
  if (spec === '') return rt.strOf(object);
  const name = rt.typeOf(object).name;
  return rt.str(formatComplex(realPart(rt, object), imagPart(rt, object), specOf(spec, name, 'number'), name));
}
