import type { NativeModule } from './module.js';
export const timeModule: NativeModule = { name: 'time' };
