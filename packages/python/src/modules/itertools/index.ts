import type { NativeModule } from '../module.js';
import { addTypes, isRecent } from '../module-types.js';
import { chainTypes } from './chains.js';
import { combinatoricTypes } from './combinatorics.js';
import { filterTypes } from './filters.js';
import { batchedType, groupTypes } from './groups.js';
import { infiniteTypes } from './infinite.js';
import { teeFunction, teeTypes } from './tee.js';

/** The module itertools. */
export const itertoolsModule: NativeModule = {
  name: 'itertools',
  doc: 'Functional tools for creating and using iterators.',
  functions: [teeFunction],
  init: (rt, dict) =>
    [infiniteTypes, filterTypes, chainTypes, groupTypes, teeTypes, combinatoricTypes].every((types) =>
      addTypes(rt, dict, types),
    ) &&
    (!isRecent(rt) || addTypes(rt, dict, [batchedType])),
};
