import type { NativeModule } from '../module.js';
import { addTypes } from '../module-types.js';
import { dequeIteratorTypes } from './deque-iterators.js';
import { dequeType } from './deque-type.js';

/** The module _collections. */
export const collectionsModule: NativeModule = {
  name: '_collections',
  doc: 'High performance data structures.',
  functions: [],
  init: (rt, dict) => addTypes(rt, dict, [dequeType, ...dequeIteratorTypes]),
};
