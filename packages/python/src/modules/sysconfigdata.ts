import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { dictOf } from './functions.js';
import type { NativeModule } from './module.js';

/** The module that sysconfig reads what the interpreter was built with from: what a build without options has, as far as it means something here. */
export const sysconfigDataModule: NativeModule = {
  name: '_sysconfigdata__linux_',
  doc: 'system configuration generated and used by the sysconfig module',
  functions: [],
  init: (rt, dict) => {
    const variables = dictOf(rt, [
      ['Py_DEBUG', intFromWord(rt, 0)],
      ['Py_ENABLE_SHARED', intFromWord(rt, 0)],
      ['Py_GIL_DISABLED', intFromWord(rt, 0)],
      ['Py_TRACE_REFS', intFromWord(rt, 0)],
      ['SIZEOF_VOID_P', intFromWord(rt, 8)],
      ['WITH_DOC_STRINGS', intFromWord(rt, 1)],
      ['WITH_PYMALLOC', intFromWord(rt, 1)],
    ]);
    if (variables === 0) return false;
    const mark = rt.mark();
    rt.hold(variables);
    const done = dictSet(rt, dict, rt.name('build_time_vars'), variables);
    rt.releaseTo(mark);
    return done;
  },
};
