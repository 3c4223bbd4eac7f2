import type { NativeModule } from '../module.js';
import { addTypes, defineTypes } from '../module-types.js';
import { countElements } from './count-elements.js';
import { defaultdictType } from './defaultdict.js';
import { dequeIteratorTypes } from './deque-iterators.js';
import { dequeType } from './deque-type.js';
import { odictIteratorTypes } from './odict-iterators.js';
import { odictType } from './odict-type.js';
import { tuplegetterType } from './tuplegetter.js';

/** The module _collections. */
export const collectionsModule: NativeModule = {
  name: '_collections',
  doc: 'High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n',
  functions: [countElements],
  init: (rt, dict) => {
    defineTypes(rt, odictIteratorTypes);
    return addTypes(rt, dict, [dequeType, ...dequeIteratorTypes, defaultdictType, odictType, tuplegetterType]);
  },
};
