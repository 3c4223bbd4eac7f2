import { bisectModule } from './bisect.js';
import { cmathModule } from './cmath/index.js';
import { collectionsModule } from './collections/index.js';
import { functoolsModule } from './functools/index.js';
import { heapqModule } from './heapq.js';
import { itertoolsModule } from './itertools/index.js';
import { jsonModule } from './json/index.js';
import { mathModule } from './math/index.js';
import type { NativeModule } from './module.js';
import { operatorModule } from './operator/index.js';
import { statisticsModule } from './statistics.js';

/** Modules that CPython has in C and that reach neither the host nor the memory manager. */
export const acceleratorModules: readonly NativeModule[] = [
  itertoolsModule,
  collectionsModule,
  heapqModule,
  bisectModule,
  functoolsModule,
  operatorModule,
  statisticsModule,
  mathModule,
  cmathModule,
  jsonModule,
];
