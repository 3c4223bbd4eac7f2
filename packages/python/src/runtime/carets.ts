import type { Expr, Located, Stmt } from '../syntax/index.js';
import { PySyntaxError, parseModule } from '../syntax/index.js';
import { displayWidth } from './display-width.js';

/**
 * Source lines in tracebacks, with the part that was running marked underneath.
 *
 *         total = price * rate[country]
 *                 ~~~~~~^~~~~~~~~~~~~~~
 *
 * Where in the code the error happened is known from the compiler: first and last line, first and last column. What stands out
 * within that, the operator or the brackets, is found by parsing the marked piece anew. Lines are handled as arrays of
 * characters, because columns count characters and not JavaScript's code units.
 */

/** A place in the source: lines from 1; columns from 0 in bytes of UTF-8, negative if they are not known. */
export interface Place {
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A position within the marked piece. */
interface Point {
  readonly line: number;
  readonly column: number;
}

/** The part of the marked piece that stands out: from `start` to before `end`. */
interface Anchors {
  readonly start: Point;
  readonly end: Point;
}

const INDENT = '    ';

/** Characters of a line before so many bytes; a character cut in two counts. */
function characterOffset(characters: readonly string[], bytes: number): number {
  let left = bytes;
  let count = 0;
  while (left > 0 && count < characters.length) left -= utf8Length(characters[count++]!);
  return count;
}

function utf8Length(character: string): number {
  const point = character.codePointAt(0)!;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

const isSpace = (character: string): boolean => character.trim() === '';

/** The statements of a piece of source; undefined if it is not Python. */
function parsePiece(source: string): readonly Stmt[] | undefined {
  try {
    return parseModule(source).body;
  } catch (error) {
    if (error instanceof PySyntaxError) return undefined;
    throw error;
  }
}

/** Takes the indentation that all lines have in common away; lines of spaces only become empty (textwrap.dedent). */
function dedent(lines: readonly string[]): string[] {
  const stripped = lines.map((line) => (/^[ \t]*$/.test(line) ? '' : line));
  let margin: string | undefined;
  for (const line of stripped) {
    if (line === '') continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (margin === undefined) margin = indent;
    let common = 0;
    while (common < margin.length && common < indent.length && margin[common] === indent[common]) common++;
    margin = margin.slice(0, common);
  }
  const cut = margin?.length ?? 0;
  return stripped.map((line) => line.slice(cut));
}

/** Each line indented and ended. */
function indented(lines: readonly string[]): string {
  return lines.map((line) => `${INDENT}${line}\n`).join('');
}

// 3.13: the traceback module ------------------------------------------------------------------------------------------

/** The lines of a place with their marks; '' if there is nothing to show. */
export function markedLines(source: readonly string[], place: Place): string {
  const original: string[] = [];
  for (let line = place.line; line <= place.endLine; line++) original.push((source[line - 1] ?? '').trimEnd());
  const lines = dedent(original);
  if (lines.every((line) => line === '')) return '';
  if (place.column < 0 || place.endColumn < 0) return indented([original[0]!.trim()]);
  return new Marking(original, lines, place).text();
}

/** One place being drawn. */
class Marking {
  /** The lines as characters. */
  readonly #lines: readonly (readonly string[])[];
  readonly #start: number;
  readonly #end: number;
  readonly #anchors: Anchors | undefined;
  readonly #marked: boolean;
  readonly #output: string[] = [];

  constructor(original: readonly string[], dedented: readonly string[], place: Place) {
    const first = [...original[0]!];
    const last = [...original.at(-1)!];
    const cut = original[0]!.length - dedented[0]!.length;
    this.#lines = dedented.map((line) => [...line]);
    this.#start = Math.max(0, characterOffset(first, place.column) - cut);
    this.#end = Math.max(0, characterOffset(last, place.endColumn) - cut);
    this.#anchors = findAnchors(this.#segment(), true);
    this.#marked = this.#shouldMark(dedented);
  }

  text(): string {
    const shown = this.#significantLines();
    shown.forEach((line, i) => {
      const gap = i === 0 ? 1 : line - shown[i - 1]!;
      if (gap === 2) this.#line(line - 1);
      else if (gap > 2) this.#output.push(`...<${gap - 1} lines>...`);
      this.#line(line);
    });
    return indented(dedent(this.#output));
  }

  /** The marked piece, as lines. */
  #segment(): string[][] {
    const lines = this.#lines.map((line) => [...line]);
    const last = lines.length - 1;
    lines[last] = lines[last]!.slice(0, this.#end);
    lines[0] = lines[0]!.slice(this.#start);
    return lines;
  }

  /** First and last line, and those around the part that stands out. */
  #significantLines(): number[] {
    const last = this.#lines.length - 1;
    const lines = new Set([0, last]);
    for (const point of this.#anchors === undefined ? [] : [this.#anchors.start, this.#anchors.end]) {
      for (let line = point.line - 1; line <= point.line + 1; line++) if (line >= 0 && line <= last) lines.add(line);
    }
    return [...lines].sort((a, b) => a - b);
  }

  /**
   * No marks if they would only repeat what the line shows: the whole line is marked and nothing stands out, or the line is
   * just a call whose value is returned or given a name.
   */
  #shouldMark(lines: readonly string[]): boolean {
    const statement = parsePiece(lines.join('\n'));
    if (statement !== undefined) {
      if (statement.length === 0) return false;
      const call = plainCall(statement[0]!);
      if (call !== undefined && this.#isWhole(call)) return false;
    }
    if (this.#anchors !== undefined) return true;
    const before = this.#lines[0]!.slice(0, this.#start);
    const after = this.#lines.at(-1)!.slice(this.#end);
    return !(before.every(isSpace) && after.every(isSpace));
  }

  #isWhole(node: Located): boolean {
    return (
      node.lineno === 1 &&
      node.end_lineno === this.#lines.length &&
      node.col_offset === this.#start &&
      node.end_col_offset === this.#end
    );
  }

  /** Writes a line, and its marks below. */
  #line(index: number): void {
    const line = this.#lines[index]!;
    this.#output.push(line.join(''));
    if (!this.#marked) return;
    const spaces = line.findIndex((character) => !isSpace(character));
    const isLast = index === this.#lines.length - 1;
    const width = displayWidth(line, isLast ? this.#end : line.length);
    const from = index === 0 ? displayWidth(line, this.#start) : 0;
    let marks = '';
    for (let column = 0; column < width; column++) {
      if (column < (spaces < 0 ? line.length : spaces) || column < from) marks += ' ';
      else marks += this.#anchors === undefined || this.#standsOut(index, column) ? '^' : '~';
    }
    this.#output.push(marks);
  }

  #standsOut(line: number, column: number): boolean {
    const { start, end } = this.#anchors!;
    const behindStart = line > start.line || (line === start.line && column >= this.#columnOf(start));
    return behindStart && (line < end.line || (line === end.line && column < this.#columnOf(end)));
  }

  /** The display column of a point of the marked piece. */
  #columnOf(point: Point): number {
    const offset = point.column + (point.line === 0 ? this.#start : 0);
    return displayWidth(this.#lines[point.line]!, offset);
  }
}

/** The call of `return name(…)` or `name = …(…)`. */
function plainCall(statement: Stmt): Expr | undefined {
  if (statement.kind === 'Return') {
    const { value } = statement;
    return value?.kind === 'Call' && value.func.kind === 'Name' ? value : undefined;
  }
  if (statement.kind === 'Assign' && statement.value.kind === 'Call') {
    return statement.targets.length === 1 && statement.targets[0]!.kind === 'Name' ? statement.value : undefined;
  }
  return undefined;
}

/** What stands out in an expression: the operator, or the brackets of a subscript, or of a call if `calls`, with their content. */
function findAnchors(segment: readonly (readonly string[])[], calls: boolean): Anchors | undefined {
  // In brackets, so that an expression of several lines is one: what was line 1 is line 2 then.
  const statements = parsePiece(`(\n${segment.map((line) => line.join('')).join('\n')}\n)`);
  if (statements?.length !== 1 || statements[0]!.kind !== 'Expr') return undefined;
  const expression = statements[0]!.value;
  const point = (line: number, bytes: number): Point => ({
    line: line - 2,
    column: characterOffset(segment[line - 2] ?? [], bytes),
  });
  const endOf = (node: Located): Point => point(node.end_lineno, node.end_col_offset);
  switch (expression.kind) {
    case 'BinOp': {
      const start = seek(segment, endOf(expression.left), (character) => !isSpace(character) && character !== ')');
      if (start === undefined) return undefined;
      const right = point(expression.right.lineno, expression.right.col_offset);
      return { start, end: { line: start.line, column: operatorEnd(segment, start, right) } };
    }
    case 'Subscript': {
      const start = seek(segment, endOf(expression.value), (character) => character === '[');
      return start && { start, end: endOf(expression) };
    }
    case 'Call': {
      if (!calls) return undefined;
      const start = seek(segment, endOf(expression.func), (character) => character === '(');
      return start && { start, end: endOf(expression) };
    }
    default:
      return undefined;
  }
}

/** The first fitting character from a point on; comments and continued lines are skipped. */
function seek(
  lines: readonly (readonly string[])[],
  from: Point,
  fits: (character: string) => boolean,
): Point | undefined {
  let { line, column } = from;
  while (line < lines.length) {
    const character = lines[line]![column];
    if (character === undefined || character === '\\' || character === '#') {
      line++;
      column = 0;
    } else if (fits(character)) {
      return { line, column };
    } else {
      column++;
    }
  }
  return undefined;
}

/** An operator has a second character if the next one is neither a space nor part of the right operand. */
function operatorEnd(lines: readonly (readonly string[])[], start: Point, right: Point): number {
  const next = start.column + 1;
  const character = lines[start.line]![next];
  const isOperator =
    character !== undefined &&
    (right.line > start.line || next < right.column) &&
    !isSpace(character) &&
    character !== '\\' &&
    character !== '#';
  return isOperator ? next + 1 : next;
}

// 3.11 and 3.12: Python/traceback.c -----------------------------------------------------------------------------------

/** The first line of a place, and its marks below unless `marks` is off; '' if there is nothing to show. */
export function markedLine(source: readonly string[], place: Place, marks: boolean): string {
  const line = source[place.line - 1];
  if (line === undefined) return '';
  const characters = [...line];
  const cut = characters.findIndex((character) => !' \t\f'.includes(character));
  const stripped = cut < 0 ? [] : characters.slice(cut);
  const shown = `${INDENT}${stripped.join('')}\n`;
  if (!marks || place.column < 0 || place.endColumn < 0) return shown;
  const start = characterOffset(characters, place.column);
  const isOneLine = place.endLine === place.line;
  const end = isOneLine ? characterOffset(characters, place.endColumn) : line.trimEnd().length;
  const anchors = isOneLine ? findAnchors([characters.slice(start, end)], false) : undefined;
  if (anchors === undefined && end - start === stripped.length) return shown;
  const columnOf = (offset: number): number => displayWidth(characters, offset);
  const from = columnOf(start + (anchors?.start.column ?? 0));
  const to = columnOf(anchors === undefined ? end : start + anchors.end.column);
  let marked = INDENT;
  for (let column = Math.max(cut, 0); column < columnOf(end); column++) {
    if (column < columnOf(start)) marked += ' ';
    else marked += column >= from && column < to ? '^' : '~';
  }
  return `${shown}${marked}\n`;
}
