import type { Emitter } from './emitter.js';
import type { CodeRecipe } from './recipe.js';

/**
 * Code in pieces.
 *
 * V8 takes a function apart as a whole. Its optimizing compiler needs much more than twice the time for one of twice the length, while the
 * program goes on in code that it made in a hurry; one of some megabytes costs it seconds and gigabytes, and is never optimized. So a run of
 * statements that grew long becomes a function of its own. It has the same frame and constants. JavaScript
 * variables do not outlive a statement, so it only needs to say how it ended: −1 at its end, a result of the whole code (0 for an
 * error), or a number below for a jump out of it:
 *
 *     if((rp=pp[3](fp))!==-1){if(rp===-2)break L1;return rp;}
 *
 * Long code that runs once, that of modules outside of loops, is also written without fast paths and inline caches: they would never
 * be of use, and take most of the room.
 */

/** Characters of text that make a piece, of code that runs again and again. Measured in docs/decisions/0007. */
const PIECE_LENGTH = 1 << 11;
/** The same of what runs once, and of what a body outside of loops ends with. */
const RARE_PIECE_LENGTH = 1 << 16;

/** A code object of more characters has its pieces made one by one, when they first run. */
const MADE_AT_ONCE = 1 << 18;

/** Characters of one code object from which on what runs once is written without fast paths. */
export const TERSE_LENGTH = 1 << 18;
/** The same for all else. */
export const TERSE_ALWAYS_LENGTH = 1 << 21;

/** So many constants have a name in the text; a JavaScript function can only have some 65,000 parameters. The others stand in `kk`. */
export const NAMED_REFS = 1000;

/** Where a piece may begin. */
export interface PieceStart {
  readonly line: number;
  readonly size: number;
  readonly inUse: ReadonlySet<string>;
}

/** What pieces of a code object have in common. */
export interface PieceForm {
  /** What they are given: the frame, and by a generator's step the generator. */
  readonly parameters: string;
  /** Leaves the frame with `rv`. */
  readonly leave: string;
  /** Only what is very long becomes one: code that runs once, or of which nothing else might be left. */
  readonly isRare: boolean;
}

/** Lines that became long enough are taken out into a piece; where the next one may begin. */
export function cutPiece(out: Emitter, start: PieceStart, { parameters, leave, isRare }: PieceForm): PieceStart {
  if (out.size - start.size < (isRare ? RARE_PIECE_LENGTH : PIECE_LENGTH)) return start;
  const text = out.lines.slice(start.line).join('\n');
  const variables = new Set(text.match(/\b[tn]\d+\b/g));
  // A variable of the code around, read or set here: the lines stay where they are.
  for (const name of start.inUse) if (variables.has(name)) return out.pieceStart();
  // Only the function that is suspended can do that.
  if (/\byield\b/.test(text)) return out.pieceStart();
  const labels = new Set(text.match(/\b[A-Z]+\d+(?=:)/g));
  const exits: string[] = [];
  const body = text.replace(/\bbreak (\w+);/g, (jump, label: string) => {
    if (labels.has(label)) return jump;
    if (label === 'EXIT') return leave;
    let exit = exits.indexOf(label);
    if (exit < 0) exit = exits.push(label) - 1;
    return `return ${-2 - exit};`;
  });
  const declared = ['rc', 'ro', 'rp', 'rv', ...variables].map((name) => `${name}=0`);
  const piece = out.pieces.push(`function(${parameters}){let ${declared};\n${body}\nreturn -1;}`) - 1;
  out.takeSince(start);
  const jumps = exits.map((label, i) => `if(rp===${-2 - i})break ${label};`).join('');
  out.line(`if((rp=pp[${piece}](${parameters}))!==-1){${jumps}return rp;}`);
  return out.pieceStart();
}

/** The text of a function that makes a piece. */
export function pieceFactoryText(piece: string): string {
  const named = new Set(piece.match(/\bk\d+\b/g));
  const constants = [...named].map((name) => `,${name}=kk[${name.slice(1)}]`).join('');
  return `function(ic_,fs_,ix_,kk_,pp_){const ic=ic_,fs=fs_,ix=ix_,kk=kk_,pp=pp_${constants};return ${piece}}`;
}

/** The text of a factory. What it is given becomes `const`: the engine knows that such a variable does not change. */
export function factoryText({ refs, text }: CodeRecipe): string {
  const named = refs.slice(0, NAMED_REFS).map((_, i) => `k${i}`);
  const names = ['ic', 'fs', 'ix', 'kk', 'pp', ...named];
  return `function(${names.map((name) => `${name}_`)}){const ${names.map((name) => `${name}=${name}_`)};\n${text}\n}`;
}

/** The text of a factory that makes the pieces, too. */
export function wholeFactoryText(recipe: CodeRecipe): string {
  const { pieces, text } = recipe;
  if (pieces.length === 0) return factoryText(recipe);
  // In brackets: see `FunctionCompiler`.
  return factoryText({ ...recipe, text: `pp.push(${pieces.map((piece) => `(${piece})`).join(',\n')});\n${text}` });
}

/** Whether {@link wholeFactoryText} is the form to run. */
export function isMadeAtOnce({ pieces, text }: CodeRecipe): boolean {
  return pieces.reduce((length, piece) => length + piece.length, text.length) <= MADE_AT_ONCE;
}
