import type { Ref } from '@uroboros/heap';
import { intFromBigInt, intFromNumber } from '../objects/int.js';
import { isStr } from '../objects/str.js';
import { guarded, raiseTextError } from '../objects/text-errors.js';
import { tupleOf } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import type { TextError } from '../text/errors.js';
import { parseMarkup, splitFieldName } from '../text/format-string.js';
import { functionOneArg } from './functions.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** The module _string: the parts of format strings, for string.Formatter. */

/** What an iterator still has to give: texts and numbers of one tuple each; a mistake in the format comes when it is reached. */
interface Steps {
  readonly steps: readonly (readonly (string | number | bigint | boolean | undefined)[])[];
  readonly fault: TextError | undefined;
  next: number;
}

const running = new WeakMap<Runtime, Map<Ref, Steps>>();

function stepsOf(rt: Runtime): Map<Ref, Steps> {
  let known = running.get(rt);
  if (known === undefined) {
    known = new Map();
    running.set(rt, known);
  }
  return known;
}

function partOf(rt: Runtime, part: string | number | bigint | boolean | undefined): Maybe {
  switch (typeof part) {
    case 'string':
      return rt.str(part);
    case 'number':
      return intFromNumber(rt, part);
    case 'bigint':
      return intFromBigInt(rt, part);
    case 'boolean':
      return rt.bool(part);
    default:
      return rt.none();
  }
}

function tupleOfParts(rt: Runtime, parts: Steps['steps'][number]): Maybe {
  const mark = rt.mark();
  const refs: Ref[] = [];
  for (const part of parts) {
    const ref = partOf(rt, part);
    if (ref === 0) return rt.finish(mark, 0);
    refs.push(rt.hold(ref));
  }
  return rt.finish(mark, tupleOf(rt, ...refs));
}

function nextStep(rt: Runtime, self: Ref): Maybe {
  const state = stepsOf(rt).get(self)!;
  const step = state.steps[state.next++];
  if (step !== undefined) return tupleOfParts(rt, step);
  return state.fault === undefined ? 0 : raiseTextError(rt, state.fault);
}

/** An iterator over a text: it holds the text, as CPython's do. */
function iteratorType(name: string): NativeTypeDefinition {
  return {
    name,
    final: true,
    layout: (rt) => ({ basicSize: 56, slots: [16], tearDown: (object) => stepsOf(rt).delete(object) }),
    slots: {
      new: (rt) => rt.raise('TypeError', `cannot create '${name}' instances`),
      iter: (rt, self) => rt.incref(self),
      next: nextStep,
    },
  };
}

const parserType = iteratorType('formatteriterator');
const fieldNameType = iteratorType('fieldnameiterator');

function newIterator(rt: Runtime, type: NativeTypeDefinition, text: Ref, steps: Omit<Steps, 'next'>): Maybe {
  const iterator = allocInstance(rt, nativeType(rt, type));
  if (iterator === 0) return 0;
  rt.i32[iterator + 4] = rt.incref(text);
  stepsOf(rt).set(iterator, { ...steps, next: 0 });
  return iterator;
}

function needsText(rt: Runtime, value: Ref): boolean {
  if (isStr(rt, value)) return true;
  rt.raise('TypeError', `expected str, got ${rt.typeOf(value).name}`);
  return false;
}

/** (literal, field name, spec, conversion) for each piece of a format. */
const parser = functionOneArg('_string', 'formatter_parser', (rt, text) => {
  if (!needsText(rt, text)) return 0;
  const { steps, fault } = parseMarkup(rt.text(text));
  const pieces = steps.map(({ literal, field }) =>
    field === undefined
      ? [literal, undefined, undefined, undefined]
      : [literal, field.name, field.spec, field.conversion === '' ? undefined : field.conversion],
  );
  return newIterator(rt, parserType, text, { steps: pieces, fault });
});

/** The first part of a field's name, and an iterator over (is attribute, name) of what follows. */
const split = functionOneArg('_string', 'formatter_field_name_split', (rt, text) => {
  if (!needsText(rt, text)) return 0;
  const name = guarded(rt, () => splitFieldName(rt.text(text)));
  if (name === undefined) return 0;
  const mark = rt.mark();
  const first = partOf(rt, name.first);
  if (first === 0) return 0;
  rt.hold(first);
  const steps = name.rest.map((access) => (access.kind === 'attribute' ? [true, access.name] : [false, access.key]));
  const rest = newIterator(rt, fieldNameType, text, { steps, fault: name.fault });
  if (rest === 0) return rt.finish(mark, 0);
  rt.hold(rest);
  return rt.finish(mark, tupleOf(rt, first, rest));
});

/** The module _string. */
export const stringModule: NativeModule = {
  name: '_string',
  doc: 'string helper module',
  functions: [split, parser],
};
