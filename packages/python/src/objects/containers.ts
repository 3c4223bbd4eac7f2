import type { BuiltinDefinition } from './catalog.js';
import { dictTypes } from './dict-type.js';
import { iteratorToolTypes } from './iterator-tools.js';
import { iteratorTypes } from './iterators.js';
import { listTypes } from './list-type.js';
import { rangeTypes } from './range-type.js';
import { setTypes } from './set-type.js';
import { sliceTypes } from './slice-type.js';
import { tupleTypes } from './tuple-type.js';

/** The built-in containers and everything that walks over them. */
export const containerTypes: readonly BuiltinDefinition[] = [
  ...tupleTypes,
  ...listTypes,
  ...dictTypes,
  ...setTypes,
  ...rangeTypes,
  ...sliceTypes,
  ...iteratorTypes,
  ...iteratorToolTypes,
];
