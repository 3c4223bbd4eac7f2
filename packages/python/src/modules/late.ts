import { acceleratorModules } from './accelerators.js';
import { libraryModules } from './library.js';
import type { NativeModule } from './module.js';

export { recordedSignature } from './signatures.js';

/** The modules that no start needs: the command's bundle has them, and what only they use, in a file of its own (`tools/bundle.mjs`). */
export const lateModules = (): readonly NativeModule[] => [...libraryModules, ...acceleratorModules];
