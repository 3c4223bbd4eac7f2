import type { Ref } from '@uroboros/heap';
import { reprOf, strOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { asciiOfRepr } from '../text/str-repr.js';
import { orThrow } from './text-errors.js';

/** Objects as JavaScript text, for algorithms of `text/` that are left by a throw when Python code has raised. */

/** The text of an owned str, which is dropped. */
export function takeText(rt: Runtime, owned: Maybe): string {
  const object = orThrow<Ref>(owned);
  const text = rt.text(object);
  rt.decref(object);
  return text;
}

/** str(), repr() or ascii() of an object, by the letter of the conversion. */
export function convertedText(rt: Runtime, value: Ref, conversion: string): string {
  if (conversion === 's') return takeText(rt, strOf(rt, value));
  const repr = takeText(rt, reprOf(rt, value));
  return conversion === 'a' ? asciiOfRepr(repr) : repr;
}
