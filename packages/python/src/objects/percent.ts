import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { getItem, indexOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { typeError } from '../text/errors.js';
import { latin1 } from '../text/numeric-text.js';
import {
  characterRequired,
  integerRequired,
  type PercentHost,
  type PercentKind,
  type PercentPiece,
  parsePercent,
  percentFormat,
} from '../text/percent-format.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import { isByteArray } from './bytearray.js';
import { bytesLength, bytesView, isBytes, newBytes, newLike } from './bytes.js';
import { convertedText } from './conversions.js';
import { isFloat } from './float.js';
import { doubleOf } from './float-type.js';
import { isInt } from './int.js';
import { intNumeric, toInt } from './int-type.js';
import { putPercent, type QuickField, quickPercent } from './quick-format.js';
import { RecentTexts, reads } from './recent-texts.js';
import { isExactStr, isStr, strLength } from './str.js';
import { orThrow, RAISED, raiseTextError } from './text-errors.js';
import { isTuple } from './tuple.js';

/**
 * `template % arguments` of str and bytes. The algorithm in `text/` walks the template; the host here gets it its objects. What
 * the host owns stands in slots above the caller's mark.
 */

/** How many parsed templates are kept before all are forgotten. */
const KEPT_TEMPLATES = 500;

const templates = new Map<string, readonly PercentPiece[]>();

function parsed(template: string): readonly PercentPiece[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const pieces = parsePercent(template);
  if (templates.size >= KEPT_TEMPLATES) templates.clear();
  templates.set(template, pieces);
  return pieces;
}

/** The objects a template asks for. Items of a tuple are borrowed; what a mapping gave is held until the next key. */
class PercentArguments implements PercentHost<Ref> {
  readonly operand: Ref;
  readonly tupleLength: number;
  readonly isMapping: boolean;
  readonly maxStrDigits: number;
  readonly #rt: Runtime;
  readonly #kind: PercentKind;
  readonly #mark: number;

  constructor(rt: Runtime, operand: Ref, kind: PercentKind) {
    this.#rt = rt;
    this.#kind = kind;
    this.maxStrDigits = rt.maxStrDigits;
    this.#mark = rt.mark();
    this.operand = operand;
    this.tupleLength = isTuple(rt, operand) ? rt.tupleSize(operand) : -1;
    const isText = isStr(rt, operand) || (kind !== 'str' && (isBytes(rt, operand) || isByteArray(rt, operand)));
    this.isMapping = this.tupleLength < 0 && !isText && rt.typeOf(operand).slots.getItem !== undefined;
  }

  tupleItem(index: number): Ref {
    return this.#rt.tupleItem(this.operand, index);
  }

  lookup(key: string): Ref {
    const rt = this.#rt;
    rt.releaseTo(this.#mark);
    const name =
      this.#kind === 'str'
        ? rt.str(key)
        : newBytes(
            rt,
            Uint8Array.from(key, (c) => c.charCodeAt(0)),
          );
    rt.hold(orThrow<Ref>(name));
    return rt.hold(orThrow<Ref>(getItem(rt, this.operand, name as Ref)));
  }

  starValue(value: Ref): bigint | number | undefined {
    return isInt(this.#rt, value) ? intNumeric(this.#rt, value) : undefined;
  }

  text(value: Ref, conversion: string): string {
    if (this.#kind === 'str') return convertedText(this.#rt, value, conversion);
    return conversion === 's' || conversion === 'b' ? this.#bytesText(value) : convertedText(this.#rt, value, 'a');
  }

  /** %s and %b in bytes: what is bytes, or says what it is as bytes. */
  #bytesText(value: Ref): string {
    const rt = this.#rt;
    if (isBytes(rt, value) || isByteArray(rt, value)) return latin1(bytesView(rt, value));
    const made = callSpecial(rt, value, rt.name('__bytes__'), []);
    if (made === 0) {
      if (rt.failed) throw RAISED;
      const wanted = '%b requires a bytes-like object, or an object that implements __bytes__';
      if (hasBuffer(rt, value)) {
        const bytes = bufferBytes(rt, value);
        if (bytes === undefined) throw RAISED;
        return latin1(bytes);
      }
      throw typeError(`${wanted}, not '${rt.typeOf(value).name}'`);
    }
    if (!isBytes(rt, made)) {
      rt.wrongResult(made, '__bytes__ returned non-bytes (type %s)');
      throw RAISED;
    }
    const text = latin1(bytesView(rt, made));
    rt.decref(made);
    return text;
  }

  integer(value: Ref, conversion: string): bigint | number {
    const rt = this.#rt;
    if (isInt(rt, value)) return intNumeric(rt, value);
    const slots = rt.typeOf(value).slots;
    const integersOnly = conversion === 'o' || conversion === 'x' || conversion === 'X';
    const fits = integersOnly ? slots.index !== undefined : slots.index !== undefined || slots.int !== undefined;
    const shown = conversion === 'i' && this.#kind === 'bytes' ? 'd' : conversion;
    if (!fits) throw integerRequired(shown, rt.typeOf(value).name);
    const int = integersOnly ? indexOf(rt, value) : toInt(rt, value);
    // A number that refuses by TypeError is no number to the template; any other error is the program's.
    if (int === 0 && rt.errorIs(rt.builtin.TypeError)) {
      rt.clearError();
      throw integerRequired(shown, rt.typeOf(value).name);
    }
    return this.#takeInt(int);
  }

  float(value: Ref): number {
    const rt = this.#rt;
    const number = doubleOf(rt, value);
    if (number !== undefined) return number;
    if (this.#kind === 'str') throw RAISED;
    rt.clearError();
    throw typeError(`float argument required, not ${rt.typeOf(value).name}`);
  }

  character(value: Ref): string | bigint | number {
    const rt = this.#rt;
    if (this.#kind === 'str' && isStr(rt, value)) {
      if (strLength(rt, value) === 1) return rt.text(value);
      throw characterRequired();
    }
    if (this.#kind === 'bytes' && (isBytes(rt, value) || isByteArray(rt, value))) {
      if (bytesLength(rt, value) === 1) return latin1(bytesView(rt, value));
      throw characterRequired('bytes');
    }
    if (isFloat(rt, value) || (!isInt(rt, value) && rt.typeOf(value).slots.index === undefined)) {
      throw characterRequired(this.#kind);
    }
    return this.#takeInt(indexOf(rt, value));
  }

  #takeInt(owned: Maybe): bigint | number {
    const int = orThrow<Ref>(owned);
    const number = intNumeric(this.#rt, int);
    this.#rt.decref(int);
    return number;
  }
}

/** The pieces of a template of everyday fields and ASCII text; null for others. */
type QuickTemplate = readonly (string | QuickField)[];

const quickTemplates = new Map<string, QuickTemplate | null>();

function quickTemplate(template: string): QuickTemplate | null {
  const known = quickTemplates.get(template);
  if (known !== undefined) return known;
  const pieces: (string | QuickField | undefined)[] = parsed(template).map((piece) => {
    if (piece.kind === 'literal') return /^[\0-\x7f]*$/.test(piece.text) ? piece.text : undefined;
    return piece.kind === 'field' ? quickPercent(piece) : undefined;
  });
  const quick = pieces.includes(undefined) ? null : (pieces as QuickTemplate);
  if (quickTemplates.size >= KEPT_TEMPLATES) quickTemplates.clear();
  quickTemplates.set(template, quick);
  return quick;
}

/** Whether a piece is all of the template's text: the result is then the template itself, even if it is of a derived class. */
function isWhole(rt: Runtime, template: Ref, piece: string | QuickField | undefined): boolean {
  return typeof piece === 'string' && rt.text(template) === piece;
}

const recentTemplates = new RecentTexts(quickTemplate);

/** A template of everyday fields with everyday objects; −1 if anything is not, and then nothing has happened. */
function quickPercentStr(rt: Runtime, template: Ref, operand: Ref): Maybe | -1 {
  const pieces = recentTemplates.of(rt, template);
  if (pieces === null) return -1;
  const isMany = rt.i32[operand + Header.TypeId] === rt.ids.tuple;
  const count = isMany ? rt.tupleSize(operand) : 1;
  if (count === 0 && pieces.length === 1 && isWhole(rt, template, pieces[0])) return rt.incref(template);
  let next = 0;
  const { writer } = rt;
  writer.begin();
  for (const piece of pieces) {
    if (typeof piece === 'string') writer.text(piece);
    else if (next >= count || !putPercent(rt, isMany ? rt.tupleItem(operand, next++) : operand, piece)) return -1;
    else if (!isMany) next++;
  }
  return next === count ? writer.finish() : -1;
}

/** template % operand */
export function percentStr(rt: Runtime, template: Ref, operand: Ref): Maybe {
  if (!isStr(rt, template)) return rt.notImplemented();
  // Nothing is added to the text: it is the result.
  if (isExactStr(rt, operand) && reads(rt, template, '%s')) return rt.incref(operand);
  const quick = quickPercentStr(rt, template, operand);
  if (quick !== -1) return quick;
  const mark = rt.mark();
  let result: Maybe;
  try {
    const pieces = parsed(rt.text(template));
    const text = percentFormat(pieces, new PercentArguments(rt, operand, 'str'));
    const [piece] = pieces;
    const literal = pieces.length === 1 && piece?.kind === 'literal' ? piece.text : undefined;
    result = isWhole(rt, template, literal) ? rt.incref(template) : rt.str(text);
  } catch (error) {
    result = raiseTextError(rt, error);
  }
  return rt.finish(mark, result);
}

/** template % operand, both of bytes or bytearray. */
function percentOfBytes(rt: Runtime, template: Ref, operand: Ref): Maybe {
  const mark = rt.mark();
  let result: Maybe;
  try {
    const pieces = parsed(latin1(bytesView(rt, template)));
    const text = percentFormat(pieces, new PercentArguments(rt, operand, 'bytes'), 'bytes');
    result = newLike(
      rt,
      template,
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
    );
  } catch (error) {
    result = raiseTextError(rt, error);
  }
  return rt.finish(mark, result);
}

/** template % operand of bytes. */
export function percentBytes(rt: Runtime, template: Ref, operand: Ref): Maybe {
  return isBytes(rt, template) ? percentOfBytes(rt, template, operand) : rt.notImplemented();
}

/** template % operand of bytearray. */
export function percentByteArray(rt: Runtime, template: Ref, operand: Ref): Maybe {
  return isByteArray(rt, template) ? percentOfBytes(rt, template, operand) : rt.notImplemented();
}
