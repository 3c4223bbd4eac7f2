import type { Ref } from '@uroboros/heap';
import { raiseWith } from '../runtime/errors.js';
import { getItem, reprOf, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  formatTemplate,
  parseTemplate,
  positionalInMapping,
  positionOutOfRange,
  type TemplateHost,
  type TemplatePiece,
} from '../text/format-string.js';
import { givenType } from './arguments.js';
import { convertedText, takeText } from './conversions.js';
import { formatValue } from './format.js';
import { intFromBigInt, intFromNumber } from './int.js';
import { type NativeFunction, oneArg } from './native.js';
import { formatStrObject, quickSpecOf } from './number-format.js';
import { putFormatted, type QuickField } from './quick-format.js';
import { RecentTexts } from './recent-texts.js';
import { isStr, strLength } from './str.js';
import { orThrow, RAISED, raiseTextError } from './text-errors.js';

/**
 * str.format, str.format_map and str.__format__. The algorithm in `text/` walks the template; the host here gets it its
 * objects. What the host owns stands in slots above the caller's mark.
 */

/** How many parsed templates are kept before all are forgotten. */
const KEPT_TEMPLATES = 500;

const templates = new Map<string, readonly TemplatePiece[]>();

function parsed(template: string): readonly TemplatePiece[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const pieces = parseTemplate(template);
  if (templates.size >= KEPT_TEMPLATES) templates.clear();
  templates.set(template, pieces);
  return pieces;
}

/**
 * The objects a format template asks for. A field begins with its first object and ends with its formatting: what was owned
 * meanwhile is dropped then. Fields may nest, in a spec.
 */
class FormatArguments implements TemplateHost<Ref> {
  readonly #rt: Runtime;
  readonly #args: number;
  readonly #count: number;
  readonly #kwnames: Maybe;
  /** The mapping of format_map; 0 for format. */
  readonly #mapping: Maybe;
  readonly #marks: number[] = [];

  constructor(rt: Runtime, args: number, count: number, kwnames: Maybe, mapping: Maybe) {
    this.#rt = rt;
    this.#args = args;
    this.#count = count;
    this.#kwnames = kwnames;
    this.#mapping = mapping;
  }

  positional(index: number | bigint): Ref {
    const rt = this.#rt;
    this.#marks.push(rt.mark());
    if (this.#mapping !== 0) throw positionalInMapping();
    if (index < this.#count) return rt.i32[this.#args + 2 * Number(index)]! as Ref;
    rt.raise('IndexError', positionOutOfRange(index));
    throw RAISED;
  }

  keyword(name: string): Ref {
    const rt = this.#rt;
    this.#marks.push(rt.mark());
    const key = rt.hold(orThrow<Ref>(rt.str(name)));
    if (this.#mapping !== 0) return rt.hold(orThrow<Ref>(getItem(rt, this.#mapping, key)));
    const names = this.#kwnames === 0 ? 0 : rt.tupleSize(this.#kwnames);
    for (let k = 0; k < names; k++) {
      if (rt.text(rt.tupleItem(this.#kwnames as Ref, k)) !== name) continue;
      return rt.i32[this.#args + 2 * (this.#count + k)]! as Ref;
    }
    raiseWith(rt, 'KeyError', key);
    throw RAISED;
  }

  attribute(value: Ref, name: string): Ref {
    const rt = this.#rt;
    const key = rt.hold(orThrow<Ref>(rt.str(name)));
    return rt.hold(orThrow<Ref>(rt.getAttr(value, key)));
  }

  item(value: Ref, key: string | number | bigint): Ref {
    const rt = this.#rt;
    const made =
      typeof key === 'string' ? rt.str(key) : typeof key === 'number' ? intFromNumber(rt, key) : intFromBigInt(rt, key);
    const index = rt.hold(orThrow<Ref>(made));
    return rt.hold(orThrow<Ref>(getItem(rt, value, index)));
  }

  convert(value: Ref, conversion: 'r' | 's' | 'a'): Ref {
    const rt = this.#rt;
    if (conversion === 'a') return rt.hold(orThrow<Ref>(rt.str(convertedText(rt, value, 'a'))));
    return rt.hold(orThrow<Ref>(conversion === 's' ? strOf(rt, value) : reprOf(rt, value)));
  }

  format(value: Ref, spec: string): string {
    const rt = this.#rt;
    const specObject = rt.hold(orThrow<Ref>(rt.str(spec)));
    const text = takeText(rt, formatValue(rt, value, specObject));
    rt.releaseTo(this.#marks.pop()!);
    return text;
  }
}

function expandTemplate(rt: Runtime, template: Ref, host: FormatArguments): Maybe {
  const mark = rt.mark();
  let result: Maybe;
  try {
    result = rt.str(formatTemplate(parsed(rt.text(template)), host));
  } catch (error) {
    result = raiseTextError(rt, error);
  }
  return rt.finish(mark, result);
}

/** A template of everyday fields: its texts, and its fields with the number of the argument. */
type QuickTemplate = readonly (string | { readonly index: number; readonly field: QuickField })[];

const quickTemplates = new Map<string, QuickTemplate | null>();

function quickTemplate(template: string): QuickTemplate | null {
  const known = quickTemplates.get(template);
  if (known !== undefined) return known;
  const quick = quickPieces(parsed(template));
  if (quickTemplates.size >= KEPT_TEMPLATES) quickTemplates.clear();
  quickTemplates.set(template, quick);
  return quick;
}

function quickPieces(pieces: readonly TemplatePiece[]): QuickTemplate | null {
  const quick: (string | { readonly index: number; readonly field: QuickField })[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'literal') {
      if (!/^[\0-\x7f]*$/.test(piece.text)) return null;
      quick.push(piece.text);
      continue;
    }
    if (piece.kind !== 'field' || typeof piece.first !== 'number') return null;
    if (piece.rest.length > 0 || piece.restFault !== undefined || piece.conversion !== '') return null;
    let spec = '';
    for (const part of piece.spec) {
      if (part.kind !== 'literal') return null;
      spec += part.text;
    }
    const field = quickSpecOf(spec);
    if (field === null) return null;
    quick.push({ index: piece.first, field });
  }
  return quick;
}

const recentTemplates = new RecentTexts(quickTemplate);

/** format() of everyday fields and objects; −1 if anything is not, and then nothing has happened. */
function quickFormatStr(rt: Runtime, template: Ref, args: number, count: number): Maybe | -1 {
  const pieces = recentTemplates.of(rt, template);
  if (pieces === null) return -1;
  const { writer } = rt;
  writer.begin();
  for (const piece of pieces) {
    if (typeof piece === 'string') writer.text(piece);
    else if (piece.index >= count || !putFormatted(rt, rt.i32[args + 2 * piece.index]! as Ref, piece.field)) return -1;
  }
  return writer.finish();
}

/** template.format(*args, **kwargs): the first argument is the template. */
const format: NativeFunction = {
  name: 'format',
  doc: 'Return a formatted version of the string, using substitutions from args and kwargs.',
  signature: '',
  code: (rt, args, count, kwnames) => {
    const template = rt.i32[args]! as Ref;
    const quick = quickFormatStr(rt, template, args + 2, count - 1);
    if (quick !== -1) return quick;
    return expandTemplate(rt, template, new FormatArguments(rt, args + 2, count - 1, kwnames, 0));
  },
};

function formatMap(rt: Runtime, template: Ref, mapping: Ref): Maybe {
  return expandTemplate(rt, template, new FormatArguments(rt, 0, 0, 0, mapping));
}

/** str.__format__ */
function formatStr(rt: Runtime, self: Ref, spec: Ref): Maybe {
  if (!isStr(rt, spec)) {
    return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
  }
  if (strLength(rt, spec) === 0) return rt.strOf(self);
  return formatStrObject(rt, self, rt.text(spec));
}

export const formatMethods: readonly NativeFunction[] = [
  format,
  oneArg('format_map', formatMap, 'Return a formatted version of the string, using substitutions from mapping.'),
  oneArg('__format__', formatStr, 'Return a formatted version of the string as described by format_spec.'),
];
