import { wholeFactoryText } from './pieces.js';
import type { CodeRecipe, Recipe, Step, StepNumber } from './recipe.js';
import type { Factory } from './support.js';

/**
 * Recipes in a form that can be kept: a text for the parser of JSON, the positions, and a script that V8 can keep the code of.
 * Whoever keeps it answers for it: it must come from the same compiler, and be for the same source and profile.
 */
export interface KeptCode {
  /** What the script's functions find around them: must be what the runtime's functions find. */
  readonly scope: string;
  /** JSON; ASCII, so that reading it needs no decoding. */
  readonly recipe: string;
  /** Positions of all code objects, in the order of the steps. */
  readonly positions: Int32Array;
  /** The value of the script: makes the factories of all code objects, in the order of the steps. */
  readonly script: () => (...values: unknown[]) => readonly Factory[];
}

/** What is kept of a recipe; the script is still a text here. */
export interface Keepable {
  readonly scope: string;
  readonly recipe: string;
  readonly positions: Int32Array;
  readonly script: string;
}

const enum Kind {
  Text,
  Int,
  Float,
  Complex,
  ComplexSum,
  Bytes,
  Tuple,
  Frozenset,
  Code,
}

type Encoded = string | readonly [Kind, ...unknown[]];

type EncodedCode = readonly [
  kind: Kind.Code,
  name: string,
  qualname: string,
  numbers: readonly number[],
  localNames: readonly string[],
  cellNames: readonly string[],
  freeNames: readonly string[],
  extraNames: readonly string[],
  consts: readonly StepNumber[],
  names: readonly StepNumber[],
  refs: readonly StepNumber[],
];

/** The form to keep; `scope` is what the support table of a runtime has. */
export function keepable(recipe: Recipe, scope: string): Keepable {
  const codes = recipe.steps.filter((step) => step.t === 'code');
  const positions: number[] = [];
  for (const code of codes) positions.push(...code.positions);
  return {
    scope,
    recipe: ascii(JSON.stringify(recipe.steps.map(encode))),
    positions: Int32Array.from(positions),
    script: `(function(${scope}return[\n${codes.map(wholeFactoryText).join(',\n')}\n]})`,
  };
}

/** JSON with all that is not ASCII escaped. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function encode(step: Step): Encoded {
  switch (step.t) {
    case 'name':
      return step.value;
    case 'str':
      return [Kind.Text, step.value];
    case 'int':
      return [Kind.Int, `${step.value}`];
    case 'float':
      return [Kind.Float, numeral(step.value)];
    case 'complex':
      return [Kind.Complex, numeral(step.imag)];
    case 'complexSum':
      return [Kind.ComplexSum, numeral(step.re), numeral(step.im)];
    case 'bytes':
      return [Kind.Bytes, [...step.value]];
    case 'tuple':
      return [Kind.Tuple, step.items];
    case 'frozenset':
      return [Kind.Frozenset, step.items];
    case 'code':
      return encodeCode(step);
  }
}

/** JSON has no infinities, and no negative zero. */
function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : `${value}`;
}

function encodeCode(code: CodeRecipe): EncodedCode {
  const numbers = [
    code.firstLine,
    code.flags,
    code.argCount,
    code.posOnlyArgCount,
    code.kwOnlyArgCount,
    code.varCount,
    code.slots,
    code.frameWords,
    code.cacheWords,
    code.callSites,
    code.positions.length,
  ];
  return [
    Kind.Code,
    code.name,
    code.qualname,
    numbers,
    code.localNames,
    code.cellNames,
    code.freeNames,
    code.extraNames,
    code.consts,
    code.names,
    code.refs,
  ];
}

/** The recipe again. `factories` are what the script made. */
export function readKept(kept: KeptCode, factories: readonly Factory[]): Recipe {
  const encoded = JSON.parse(kept.recipe) as Encoded[];
  let codes = 0;
  let position = 0;
  const decode = (step: Encoded): Step => {
    if (typeof step === 'string') return { t: 'name', value: step };
    if (step[0] !== Kind.Code) return decodeConstant(step);
    const code = step as EncodedCode;
    const length = code[3][10]!;
    const positions = kept.positions.subarray(position, position + length);
    position += length;
    return decodeCode(code, positions, factories[codes++]!);
  };
  return { steps: encoded.map(decode) };
}

function decodeConstant(step: readonly [Kind, ...unknown[]]): Step {
  const value = step[1];
  switch (step[0]) {
    case Kind.Text:
      return { t: 'str', value: value as string };
    case Kind.Int:
      return { t: 'int', value: BigInt(value as string) };
    case Kind.Float:
      return { t: 'float', value: Number(value) };
    case Kind.Complex:
      return { t: 'complex', imag: Number(value) };
    case Kind.ComplexSum:
      return { t: 'complexSum', re: Number(value), im: Number(step[2]) };
    case Kind.Bytes:
      return { t: 'bytes', value: Uint8Array.from(value as number[]) };
    case Kind.Tuple:
      return { t: 'tuple', items: value as number[] };
    case Kind.Frozenset:
      return { t: 'frozenset', items: value as number };
    default:
      throw new RangeError(`no such step: ${step[0]}`);
  }
}

function decodeCode(code: EncodedCode, positions: Int32Array, factory: Factory): CodeRecipe {
  const numbers = code[3];
  return {
    t: 'code',
    name: code[1],
    qualname: code[2],
    firstLine: numbers[0]!,
    flags: numbers[1]!,
    argCount: numbers[2]!,
    posOnlyArgCount: numbers[3]!,
    kwOnlyArgCount: numbers[4]!,
    varCount: numbers[5]!,
    slots: numbers[6]!,
    frameWords: numbers[7]!,
    cacheWords: numbers[8]!,
    callSites: numbers[9]!,
    positions,
    localNames: code[4],
    cellNames: code[5],
    freeNames: code[6],
    extraNames: code[7],
    consts: code[8],
    names: code[9],
    refs: code[10],
    factory,
    text: '',
    pieces: [],
  };
}
