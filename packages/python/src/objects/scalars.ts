import { boolType } from './bool-type.js';
import { byteArrayTypes } from './bytearray-type.js';
import { bytesTypes } from './bytes-type.js';
import type { BuiltinDefinition } from './catalog.js';
import { complexType } from './complex-type.js';
import { floatType } from './float-type.js';
import { intType } from './int-type.js';
import { memoryViewTypes } from './memoryview-type.js';
import { strTypes } from './str-type.js';

/** The types of values that hold no references: numbers, text, bytes. Bases come first. */
export const scalarTypes: readonly BuiltinDefinition[] = [
  intType,
  boolType,
  floatType,
  complexType,
  ...strTypes,
  ...bytesTypes,
  ...byteArrayTypes,
  ...memoryViewTypes,
];
