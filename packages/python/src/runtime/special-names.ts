import type { Ref } from '@uroboros/heap';
import type { Runtime } from './runtime.js';

let count = 0;

/** The name of a special method, which a runtime looks up once. */
export function specialName(text: string): (rt: Runtime) => Ref {
  const number = count++;
  return (rt) => {
    const known = rt.specialNames[number];
    if (known !== undefined) return known;
    const name = rt.name(text);
    rt.specialNames[number] = name;
    return name;
  };
}
