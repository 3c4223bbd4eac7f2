import { dictSet } from '../objects/dict.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** The module _tokenize. The tokenizer of the compiler does not tell its tokens to programs yet. */

const tokenizerIter: NativeTypeDefinition = {
  name: '_tokenize.TokenizerIter',
  layout: () => ({ basicSize: 40 }),
  slots: {
    new: (rt) => rt.raise('NotImplementedError', '_tokenize.TokenizerIter: Uroboros does not list tokens yet'),
  },
};

export const tokenizeModule: NativeModule = {
  name: '_tokenize',
  init: (rt, dict) => dictSet(rt, dict, rt.name('TokenizerIter'), nativeType(rt, tokenizerIter).ref),
};
