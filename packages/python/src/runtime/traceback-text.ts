import type { Ref } from '@uroboros/heap';
import type { Runtime } from './runtime.js';
import type { TypeObject } from '../objects/typeobject.js';
export function formatException(rt: Runtime, exception: Ref): string { void rt; return `exception ${exception}`; }
export function formatTraceback(rt: Runtime, tb: Ref, anchors: boolean): string { void rt; void tb; void anchors; return ''; }
export function qualifiedTypeName(rt: Runtime, type: TypeObject): string { void rt; return type.name; }
export function printUncaught(rt: Runtime): number { const e = rt.takeError(); rt.host.writeError(`${rt.typeOf(e).name}: ${rt.textOfStr(e)}\n`); return 1; }
