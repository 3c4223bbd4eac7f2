import type { Ref } from '@uroboros/heap';
import { oneArg } from '../../objects/native.js';
import { isStr } from '../../objects/str.js';
import { pointsOf, strOfPoints } from '../../objects/str-build.js';
import { forEachItem, getIter, strOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { type DialectValues, dialectValues, NOT_SET, Quoting } from './dialect.js';
import { csvError } from './state.js';

/** The writer: lines out of fields. */

export const enum WriterWord {
  Write = 4,
  Dialect = 6,
}

const SPACE = 32;

/** One line in the making. */
class RecordBuilder {
  readonly line: number[] = [];
  /** Fields so far. */
  count = 0;
  /** The last field was None. */
  #wasNone = false;

  constructor(
    readonly rt: Runtime,
    readonly dialect: DialectValues,
  ) {}

  /** Puts a field behind the others: None is an empty one. False on error. */
  add(field: Ref): boolean {
    const { rt } = this;
    const quoted = this.#wantsQuotes(field);
    this.#wasNone = field === rt.None;
    if (this.#wasNone) return this.#append(undefined, quoted);
    const text = isStr(rt, field) ? rt.incref(field) : strOf(rt, field);
    if (text === 0) return false;
    const mark = rt.mark();
    rt.hold(text);
    const done = this.#append(pointsOf(rt, text), quoted);
    rt.releaseTo(mark);
    return done;
  }

  /** Whether a field is quoted whatever stands in it. */
  #wantsQuotes(field: Ref): boolean {
    const { rt } = this;
    switch (this.dialect.quoting) {
      case Quoting.NonNumeric: {
        const { slots } = rt.typeOf(field);
        const isNumber = slots.index !== undefined || slots.int !== undefined || slots.float !== undefined;
        return !isNumber && !rt.typeOf(field).isSubtypeOf(rt.builtin.complex);
      }
      case Quoting.All:
        return true;
      case Quoting.Strings:
        return isStr(rt, field);
      case Quoting.NotNull:
        return field !== rt.None;
      default:
        return false;
    }
  }

  #append(field: ArrayLike<number> | undefined, wantsQuotes: boolean): boolean {
    const { dialect, line } = this;
    if (this.count > 0) line.push(dialect.delimiter);
    const escaped: number[] = [];
    const special = this.#escape(field ?? [], escaped);
    if (special === undefined) return false;
    let quoted = wantsQuotes || special;
    if (escaped.length === 0 && this.#emptyIsLost()) {
      if (!this.#mayQuote(field === undefined)) {
        const when = 'if delimiter is a space and skipinitialspace is true';
        csvError(this.rt, `empty field must be quoted ${when}`);
        return false;
      }
      quoted = true;
    }
    if (quoted) line.push(dialect.quoteChar);
    for (const point of escaped) line.push(point);
    if (quoted) line.push(dialect.quoteChar);
    this.count++;
    return true;
  }

  /** A reader would take nothing between two spaces for one separator (3.13). */
  #emptyIsLost(): boolean {
    const { delimiter, skipInitialSpace } = this.dialect;
    return delimiter === SPACE && skipInitialSpace && this.rt.profile.versionInfo[1] >= 13;
  }

  #mayQuote(isNone: boolean): boolean {
    const { quoting } = this.dialect;
    if (quoting === Quoting.None) return false;
    return !isNone || (quoting !== Quoting.Strings && quoting !== Quoting.NotNull);
  }

  /** A field with escapes and doubled quotes: whether it must be quoted, undefined on error. */
  #escape(field: ArrayLike<number>, out: number[]): boolean | undefined {
    const { quoting, quoteChar, escapeChar, doubleQuote } = this.dialect;
    let quoted = false;
    for (let i = 0; i < field.length; i++) {
      const c = field[i]!;
      if (this.#isSpecial(c)) {
        let escapes = quoting === Quoting.None || c === escapeChar;
        if (!escapes && c === quoteChar) {
          if (doubleQuote) out.push(quoteChar);
          else escapes = true;
        }
        if (!escapes) quoted = true;
        else if (escapeChar === NOT_SET) {
          csvError(this.rt, 'need to escape, but no escapechar set');
          return undefined;
        } else out.push(escapeChar);
      }
      out.push(c);
    }
    return quoted;
  }

  #isSpecial(c: number): boolean {
    const { delimiter, quoteChar, escapeChar, lineTerminator } = this.dialect;
    if (c === delimiter || c === quoteChar || c === escapeChar || lineTerminator.includes(c)) return true;
    return (c === 10 || c === 13) && this.rt.profile.versionInfo[1] >= 13;
  }

  /** The line as a str, owned. */
  finish(): Maybe {
    const { rt, line } = this;
    if (this.count > 0 && line.length === 0) {
      if (!this.#mayQuote(this.#wasNone)) return csvError(rt, 'single empty field record must be quoted');
      this.count = 0;
      if (!this.#append(undefined, true)) return 0;
    }
    for (const point of this.dialect.lineTerminator) line.push(point);
    return strOfPoints(rt, line, line.length);
  }
}

/** writer.writerow: what `write` answers, owned. */
function writeRow(rt: Runtime, self: Ref, row: Ref): Maybe {
  const mark = rt.mark();
  const iterator = getIter(rt, row);
  if (iterator === 0) {
    if (!rt.errorIs(rt.builtin.TypeError)) return 0;
    rt.clearError();
    return csvError(rt, `iterable expected, not ${rt.typeOf(row).name}`);
  }
  rt.hold(iterator);
  const builder = new RecordBuilder(rt, dialectValues(rt, rt.i32[self + WriterWord.Dialect]! as Ref));
  if (!forEachItem(rt, iterator, (field) => builder.add(field)) || rt.failed) return rt.finish(mark, 0);
  const line = builder.finish();
  if (line === 0) return rt.finish(mark, 0);
  rt.hold(line);
  return rt.finish(mark, rt.call(rt.i32[self + WriterWord.Write]! as Ref, line));
}

function writeRows(rt: Runtime, self: Ref, rows: Ref): Maybe {
  const done = forEachItem(rt, rows, (row) => {
    const answer = writeRow(rt, self, row);
    if (answer !== 0) rt.decref(answer);
    return answer !== 0;
  });
  return done ? rt.none() : 0;
}

export const writerType: NativeTypeDefinition = {
  name: '_csv.writer',
  doc: 'CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n',
  final: true,
  layout: () => ({ basicSize: 72, gc: true, slots: [WriterWord.Write * 4, WriterWord.Dialect * 4] }),
  slots: { new: (rt) => rt.raise('TypeError', "cannot create '_csv.writer' instances") },
  methods: [
    oneArg(
      'writerow',
      writeRow,
      'writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string.',
    ),
    oneArg(
      'writerows',
      writeRows,
      'writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string.',
    ),
  ],
  members: [{ name: 'dialect', word: WriterWord.Dialect, readonly: true }],
};
