// Templates of str.format(): "{0.name[key]!r:>{width}}".
//
// Three levels: `parseMarkup` and `splitFieldName` are what the module `_string` shows, `parseTemplate` makes the tree
// with numbers filled in, `formatTemplate` walks it for a runtime that supplies the objects. Python finds a mistake
// only when it gets there, after the earlier fields were formatted (which may run user code), so a mistake is a piece
// of its own where the list ends.

import { type TextError, valueError } from './errors.js';
import { decimalValue } from './unicode.js';

/** One step of the markup: literal text, then perhaps a replacement field. */
export interface MarkupStep {
  readonly literal: string;
  readonly field?: RawField;
}

export interface RawField {
  readonly name: string;
  /** One code point, '' where there is none. */
  readonly conversion: string;
  readonly spec: string;
  /** The spec holds a brace, so it is a template too. */
  readonly specNested: boolean;
}

export interface Markup {
  readonly steps: readonly MarkupStep[];
  /** What ended the template early. */
  readonly fault?: TextError;
}

export type FieldAccess =
  | { readonly kind: 'attribute'; readonly name: string }
  /** A key of decimal digits alone is an index: a bigint only where it is past 2^53. */
  | { readonly kind: 'item'; readonly key: string | number | bigint };

export interface FieldName {
  /** A position, a name, or '' for the next position. */
  readonly first: string | number | bigint;
  readonly rest: readonly FieldAccess[];
  /** What is wrong behind `rest`; an error once those steps were taken. */
  readonly fault?: TextError;
}

export interface TemplateField {
  readonly kind: 'field';
  readonly first: string | number | bigint;
  readonly rest: readonly FieldAccess[];
  readonly restFault?: TextError;
  readonly conversion: string;
  readonly spec: readonly TemplatePiece[];
}

export type TemplatePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'fault'; readonly error: TextError }
  | TemplateField;

/** What the runtime supplies; `V` is its reference to a Python object. Any of these may throw. */
export interface TemplateHost<V> {
  /** Positional argument; see `positionOutOfRange`, and `positionalInMapping` for format_map. */
  positional(index: number | bigint): V;
  keyword(name: string): V;
  attribute(value: V, name: string): V;
  item(value: V, key: string | number | bigint): V;
  convert(value: V, conversion: 'r' | 's' | 'a'): V;
  format(value: V, spec: string): string;
}

const MAX_SSIZE = 9223372036854775807n;
/** A spec may hold fields, whose specs may not. */
const MAX_DEPTH = 2;

/** Splits a template into literals and raw fields: `_string.formatter_parser`. */
export function parseMarkup(template: string): Markup {
  const steps: MarkupStep[] = [];
  let at = 0;
  while (at < template.length) {
    const start = at;
    while (at < template.length && template[at] !== '{' && template[at] !== '}') at++;
    const brace = template[at];
    if (brace === undefined) {
      steps.push({ literal: template.slice(start) });
    } else if (template[at + 1] === brace) {
      // A doubled brace ends a literal with one of it: Python yields the text in such pieces too.
      steps.push({ literal: template.slice(start, at + 1) });
      at += 2;
    } else if (brace === '}') {
      return { steps, fault: valueError("Single '}' encountered in format string") };
    } else if (at + 1 === template.length) {
      return { steps, fault: valueError("Single '{' encountered in format string") };
    } else {
      const parsed = parseField(template, at + 1);
      if ('fault' in parsed) return { steps, fault: parsed.fault };
      steps.push({ literal: template.slice(start, at), field: parsed.field });
      at = parsed.end;
    }
  }
  return { steps };
}

/** Reads a field from behind its opening brace; `end` is behind the closing one. */
function parseField(template: string, start: number): { field: RawField; end: number } | { fault: TextError } {
  let at = start;
  let bracketed = false;
  for (; at < template.length; at++) {
    const character = template[at];
    if (bracketed) {
      bracketed = character !== ']';
    } else if (character === '[') {
      bracketed = true;
    } else if (character === '{') {
      return { fault: valueError("unexpected '{' in field name") };
    } else if (character === '}' || character === ':' || character === '!') {
      break;
    }
  }
  const name = template.slice(start, at);
  const stop = template[at++];
  if (stop === '}') return { field: { name, conversion: '', spec: '', specNested: false }, end: at };
  if (stop === undefined) return { fault: valueError("expected '}' before end of string") };
  let conversion = '';
  if (stop === '!') {
    if (at >= template.length) {
      return { fault: valueError('end of string while looking for conversion specifier') };
    }
    conversion = String.fromCodePoint(template.codePointAt(at)!);
    at += conversion.length;
    const next = template[at];
    if (next === '}') return { field: { name, conversion, spec: '', specNested: false }, end: at + 1 };
    if (next !== undefined && next !== ':') {
      return { fault: valueError("expected ':' after conversion specifier") };
    }
    at++;
  }
  return parseSpec(template, at, name, conversion);
}

function parseSpec(template: string, start: number, name: string, conversion: string) {
  let nested = 0;
  let specNested = false;
  for (let at = start; at < template.length; at++) {
    if (template[at] === '{') {
      nested++;
      specNested = true;
    } else if (template[at] === '}' && nested-- === 0) {
      return { field: { name, conversion, spec: template.slice(start, at), specNested }, end: at + 1 };
    }
  }
  return { fault: valueError("unmatched '{' in format spec") };
}

/** Splits "0.name[key]": `_string.formatter_field_name_split`. Throws ValueError for a number that is too large. */
export function splitFieldName(name: string): FieldName {
  const end = name.search(/[.[]|$/);
  const firstText = name.slice(0, end);
  const first = indexOrText(firstText);
  const rest: FieldAccess[] = [];
  const failed = (message: string): FieldName => ({ first, rest, fault: valueError(message) });
  for (let at = end; at < name.length; ) {
    if (name[at] === '.') {
      const stop = at + 1 + name.slice(at + 1).search(/[.[]|$/);
      if (stop === at + 1) return failed('Empty attribute in format string');
      rest.push({ kind: 'attribute', name: name.slice(at + 1, stop) });
      at = stop;
    } else if (name[at] === '[') {
      const close = name.indexOf(']', at + 1);
      if (close < 0) return failed("Missing ']' in format string");
      const text = name.slice(at + 1, close);
      try {
        const key = indexOrText(text);
        if (text === '') return failed('Empty attribute in format string');
        rest.push({ kind: 'item', key });
      } catch (error) {
        return { first, rest, fault: error as TextError };
      }
      at = close + 1;
    } else {
      return failed("Only '.' or '[' may follow ']' in format field specifier");
    }
  }
  return { first, rest };
}

/** A number where `text` is all decimal digits, of any script. */
function indexOrText(text: string): string | number | bigint {
  let value = 0n;
  for (const character of text) {
    const digit = decimalValue(character.codePointAt(0)!);
    if (digit < 0) return text;
    value = value * 10n + BigInt(digit);
    if (value > MAX_SSIZE) throw valueError('Too many decimal digits in format string');
  }
  if (text === '') return '';
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Counts unnumbered fields; a template numbers all of its fields or none. */
class AutoNumber {
  private next = 0;
  private mode: 'undecided' | 'automatic' | 'manual' = 'undecided';

  /** The first part of a field's name with the number filled in. */
  resolve(first: string | number | bigint): string | number | bigint {
    if (typeof first === 'string' && first !== '') return first;
    const wanted = first === '' ? 'automatic' : 'manual';
    if (this.mode === 'undecided') this.mode = wanted;
    if (this.mode !== wanted) {
      const [from, to] = ['automatic field numbering', 'manual field specification'];
      throw valueError(
        wanted === 'manual' ? `cannot switch from ${from} to ${to}` : `cannot switch from ${to} to ${from}`,
      );
    }
    return first === '' ? this.next++ : first;
  }
}

/** The tree of a template with every field numbered. Cost: linear; keep it where the template is constant. */
export function parseTemplate(template: string): TemplatePiece[] {
  return parseNested(template, new AutoNumber(), MAX_DEPTH);
}

function parseNested(template: string, numbers: AutoNumber, depth: number): TemplatePiece[] {
  if (depth === 0) return [{ kind: 'fault', error: valueError('Max string recursion exceeded') }];
  const { steps, fault } = parseMarkup(template);
  const pieces: TemplatePiece[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') pieces.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (const step of steps) {
    literal += step.literal;
    if (step.field === undefined) continue;
    flush();
    try {
      pieces.push(numberedField(step.field, numbers, depth));
    } catch (error) {
      pieces.push({ kind: 'fault', error: error as TextError });
      return pieces;
    }
  }
  flush();
  if (fault) pieces.push({ kind: 'fault', error: fault });
  return pieces;
}

function numberedField(raw: RawField, numbers: AutoNumber, depth: number): TemplateField {
  const { first, rest, fault } = splitFieldName(raw.name);
  const field = { kind: 'field', first: numbers.resolve(first), rest, conversion: raw.conversion } as const;
  // The outer field takes its number before the fields of its spec.
  const spec: TemplatePiece[] = raw.specNested
    ? parseNested(raw.spec, numbers, depth - 1)
    : raw.spec === ''
      ? []
      : [{ kind: 'literal', text: raw.spec }];
  return fault === undefined ? { ...field, spec } : { ...field, spec, restFault: fault };
}

/** Walks a template: for each field look up, convert, expand the spec, format. */
export function formatTemplate<V>(pieces: readonly TemplatePiece[], host: TemplateHost<V>): string {
  let out = '';
  for (const piece of pieces) {
    if (piece.kind === 'literal') out += piece.text;
    else if (piece.kind === 'fault') throw piece.error;
    else out += formatField(piece, host);
  }
  return out;
}

function formatField<V>(field: TemplateField, host: TemplateHost<V>): string {
  const { first, rest, restFault, conversion, spec } = field;
  let value = typeof first === 'string' ? host.keyword(first) : host.positional(first);
  for (const access of rest) {
    value = access.kind === 'attribute' ? host.attribute(value, access.name) : host.item(value, access.key);
  }
  if (restFault) throw restFault;
  if (conversion === 'r' || conversion === 's' || conversion === 'a') value = host.convert(value, conversion);
  else if (conversion !== '') throw unknownConversion(conversion);
  return host.format(value, formatTemplate(spec, host));
}

export function unknownConversion(conversion: string): TextError {
  const cp = conversion.codePointAt(0) ?? 0;
  const shown = cp > 32 && cp < 127 ? conversion : `\\x${cp.toString(16)}`;
  return valueError(`Unknown conversion specifier ${shown}`);
}

/** The message of the IndexError for a position past the arguments. */
export function positionOutOfRange(index: number | bigint): string {
  return `Replacement index ${index} out of range for positional args tuple`;
}

/** The error of format_map for a numbered or unnumbered field. */
export function positionalInMapping(): TextError {
  return valueError('Format string contains positional fields');
}
