import { abcModule } from './abc.js';
import { contextvarsModule } from './contextvars.js';
import type { NativeModule } from './module.js';
import { threadModule } from './thread.js';

/** Modules that CPython writes in C and its pure-Python library builds on. */
export const libraryModules: readonly NativeModule[] = [abcModule, contextvarsModule, threadModule];
