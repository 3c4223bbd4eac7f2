import type { Ref } from '@uroboros/heap';
import { toFloat } from '../../objects/float-type.js';
import { intFromNumber } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { isStr } from '../../objects/str.js';
import { pointsOf, strOfPoints } from '../../objects/str-build.js';
import { iterNext } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { type DialectValues, dialectValues, Quoting } from './dialect.js';
import { csvError, csvState } from './state.js';

/** The reader: fields out of lines, one character after the other. */

export const enum ReaderWord {
  Lines = 4,
  Dialect = 6,
  LineNumber = 8,
}

/** Where in a record a reader is. */
const enum Place {
  StartRecord,
  StartField,
  Escaped,
  InField,
  InQuoted,
  EscapedInQuoted,
  QuoteInQuoted,
  EatLineEnd,
  AfterEscapedLineEnd,
}

const SPACE = 32;
const NEWLINE = 10;
/** Stands for the end of what the iterator gave as a line. */
const END = -2;

const endsLine = (c: number): boolean => c === NEWLINE || c === 13 || c === END;

/** One record in the making. The list of its fields stands in a slot of the caller. */
class RecordParser {
  place = Place.StartRecord;
  readonly field: number[] = [];
  #isUnquoted = false;
  readonly #limit: number;

  constructor(
    readonly rt: Runtime,
    readonly dialect: DialectValues,
    readonly fields: Ref,
  ) {
    this.#limit = csvState(rt).fieldLimit;
  }

  /** Takes a character in; false on error. */
  take(c: number): boolean {
    switch (this.place) {
      case Place.StartRecord:
        if (c === END) return true;
        if (endsLine(c)) return this.#go(Place.EatLineEnd);
        return this.#startField(c);
      case Place.StartField:
        return this.#startField(c);
      case Place.Escaped:
        if (c === NEWLINE || c === 13) return this.#add(c, Place.AfterEscapedLineEnd);
        return this.#add(c === END ? NEWLINE : c, Place.InField);
      case Place.AfterEscapedLineEnd:
        return c === END || this.#inField(c);
      case Place.InField:
        return this.#inField(c);
      case Place.InQuoted:
        return this.#inQuoted(c);
      case Place.EscapedInQuoted:
        return this.#add(c === END ? NEWLINE : c, Place.InQuoted);
      case Place.QuoteInQuoted:
        return this.#quoteInQuoted(c);
      case Place.EatLineEnd:
        if (c === END) return this.#go(Place.StartRecord);
        return endsLine(c) || this.#straightAfterLine();
    }
  }

  #go(place: Place): true {
    this.place = place;
    return true;
  }

  #add(c: number, place: Place): boolean {
    if (this.field.length >= this.#limit) {
      csvError(this.rt, `field larger than field limit (${this.#limit})`);
      return false;
    }
    this.field.push(c);
    return this.#go(place);
  }

  #endField(place: Place): boolean {
    return this.save() && this.#go(place);
  }

  #endLine(c: number): boolean {
    return this.#endField(c === END ? Place.StartRecord : Place.EatLineEnd);
  }

  #startField(c: number): boolean {
    const { quoteChar, quoting, escapeChar, skipInitialSpace, delimiter } = this.dialect;
    this.#isUnquoted = true;
    if (endsLine(c)) return this.#endLine(c);
    if (c === quoteChar && quoting !== Quoting.None) {
      this.#isUnquoted = false;
      return this.#go(Place.InQuoted);
    }
    if (c === escapeChar) return this.#go(Place.Escaped);
    if (c === SPACE && skipInitialSpace) return this.#go(Place.StartField);
    if (c === delimiter) return this.#endField(Place.StartField);
    return this.#add(c, Place.InField);
  }

  #inField(c: number): boolean {
    if (endsLine(c)) return this.#endLine(c);
    if (c === this.dialect.escapeChar) return this.#go(Place.Escaped);
    if (c === this.dialect.delimiter) return this.#endField(Place.StartField);
    return this.#add(c, Place.InField);
  }

  #inQuoted(c: number): boolean {
    const { quoteChar, quoting, escapeChar, doubleQuote } = this.dialect;
    if (c === END) return true;
    if (c === escapeChar) return this.#go(Place.EscapedInQuoted);
    if (c === quoteChar && quoting !== Quoting.None) {
      return this.#go(doubleQuote ? Place.QuoteInQuoted : Place.InField);
    }
    return this.#add(c, Place.InQuoted);
  }

  /** Behind a quote within quotes: another one stands for itself, else the field is at its end. */
  #quoteInQuoted(c: number): boolean {
    const { quoteChar, delimiter, strict } = this.dialect;
    if (c === quoteChar) return this.#add(c, Place.InQuoted);
    if (c === delimiter) return this.#endField(Place.StartField);
    if (endsLine(c)) return this.#endLine(c);
    if (!strict) return this.#add(c, Place.InField);
    const [wanted, behind] = [delimiter, quoteChar].map((point) => String.fromCodePoint(point));
    csvError(this.rt, `'${wanted}' expected after '${behind}'`);
    return false;
  }

  #straightAfterLine(): false {
    const how = this.rt.profile.versionInfo[1] >= 13 ? "with newline=''?" : 'in universal-newline mode?';
    csvError(this.rt, `new-line character seen in unquoted field - do you need to open the file ${how}`);
    return false;
  }

  /** Puts the field behind the others; false on error. */
  save(): boolean {
    const { rt } = this;
    const value = this.#value();
    this.field.length = 0;
    return value !== 0 && listAppend(rt, this.fields, value);
  }

  #value(): Maybe {
    const { rt, field } = this;
    const { quoting } = this.dialect;
    const isEmpty = field.length === 0;
    const mayBeNone = quoting === Quoting.NotNull || quoting === Quoting.Strings;
    if (this.#isUnquoted && isEmpty && mayBeNone) return rt.none();
    const text = strOfPoints(rt, field, field.length);
    const mayBeNumber = quoting === Quoting.NonNumeric || quoting === Quoting.Strings;
    if (text === 0 || !this.#isUnquoted || isEmpty || !mayBeNumber) return text;
    const mark = rt.mark();
    rt.hold(text);
    return rt.finish(mark, toFloat(rt, text));
  }
}

/** The next record as a list, 0 at the end or on error. */
function nextRecord(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const fields = newList(rt, 0);
  if (fields === 0) return 0;
  rt.hold(fields);
  const dialect = dialectValues(rt, rt.i32[self + ReaderWord.Dialect]! as Ref);
  const parser = new RecordParser(rt, dialect, fields);
  do {
    const line = iterNext(rt, rt.i32[self + ReaderWord.Lines]! as Ref);
    if (line === 0) return rt.finish(mark, !rt.failed && endOfInput(rt, parser) ? rt.incref(fields) : 0);
    rt.hold(line);
    const read = readLine(rt, self, parser, line);
    rt.decref(rt.unhold());
    if (!read) return rt.finish(mark, 0);
  } while (parser.place !== Place.StartRecord);
  return rt.unhold();
}

/** What is left at the end of the input is a last record, unless the dialect is strict. */
function endOfInput(rt: Runtime, parser: RecordParser): boolean {
  if (parser.field.length === 0 && parser.place !== Place.InQuoted) return false;
  if (!parser.dialect.strict) return parser.save();
  csvError(rt, 'unexpected end of data');
  return false;
}

function readLine(rt: Runtime, self: Ref, parser: RecordParser, line: Ref): boolean {
  if (!isStr(rt, line)) {
    const hint = 'the file should be opened in text mode';
    csvError(rt, `iterator should return strings, not ${rt.typeOf(line).name} (${hint})`);
    return false;
  }
  rt.i32[self + ReaderWord.LineNumber]!++;
  const points = pointsOf(rt, line);
  for (let i = 0; i < points.length; i++) if (!parser.take(points[i]!)) return false;
  return parser.take(END);
}

export const readerType: NativeTypeDefinition = {
  name: '_csv.reader',
  doc: 'CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n',
  final: true,
  layout: () => ({ basicSize: 88, gc: true, slots: [ReaderWord.Lines * 4, ReaderWord.Dialect * 4] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create '_csv.reader' instances"),
    iter: (rt, self) => rt.incref(self),
    next: nextRecord,
  },
  members: [
    { name: 'dialect', word: ReaderWord.Dialect, readonly: true },
    {
      name: 'line_num',
      readonly: true,
      get: (rt, self) => intFromNumber(rt, rt.i32[self + ReaderWord.LineNumber]! >>> 0),
    },
  ],
};
