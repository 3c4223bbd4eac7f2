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
import { putFormatted, type QuickField, quickSpec } from './quick-format.js';
import { RecentTexts } from './recent-texts.js';
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

const quickSpecs = new Map<string, QuickField | null>();

/** A spec as a quick field; null if it is none, or is wrong. */
export function quickSpecOf(spec: string): QuickField | null {
  const known = quickSpecs.get(spec);
  if (known !== undefined) return known;
  let quick: QuickField | null = null;
  try {
    // Text that is padded with zeros inside is refused by the quick way: it goes left.
    quick = quickSpec(parseFormatSpec(spec, '', 'number')) ?? null;
  } catch {
    // Only with the object at hand is it clear what is wrong.
  }
  if (quickSpecs.size >= KEPT_SPECS) quickSpecs.clear();
  quickSpecs.set(spec, quick);
  return quick;
}

const recentSpecs = new RecentTexts(quickSpecOf);

/** format(object, spec) of an everyday object; −1 if it is none. */
export function quickFormat(rt: Runtime, object: Ref, spec: Ref): Maybe | -1 {
  const field = recentSpecs.of(rt, spec);
  if (field === null) return -1;
  rt.writer.begin();
  return putFormatted(rt, object, field) ? rt.writer.finish() : -1;
}

/** format(int, spec) for a spec that is not empty. */
export function formatIntObject(rt: Runtime, object: Ref, spec: string): Maybe {
  const number = intNumber(rt, object);
  const name = rt.typeOf(object).name;
  try {
    const value = Number.isNaN(number) ? intValue(rt, object) : number;
    return rt.str(formatInt(value, specOf(spec, name, 'number'), name, rt.maxStrDigits));
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
