import { abcModule } from './abc.js';
import type { NativeModule } from './module.js';

/** Modules that CPython writes in C and its pure-Python library builds on. */
export const libraryModules: readonly NativeModule[] = [abcModule];
