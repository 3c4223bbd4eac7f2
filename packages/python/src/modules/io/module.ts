import { dictSet } from '../../objects/dict.js';
import { type NativeModule, storeOwned } from '../module.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { bufferedBaseType, ioBaseType, rawBaseType, textBaseType } from './base.js';
import { pairType, randomType, readerType, writerType } from './buffered.js';
import { bytesIoType } from './bytesio.js';
import { fileType } from './fileio.js';
import { newlineDecoderType } from './newline-decoder.js';
import { defaultBufferSize, openCode, textEncoding } from './open.js';
import { stringIoType } from './stringio.js';
import { textType } from './textio.js';
import { unsupportedClass } from './unsupported.js';

/** The module _io: streams. */

const TYPES: readonly NativeTypeDefinition[] = [
  ioBaseType,
  rawBaseType,
  bufferedBaseType,
  textBaseType,
  fileType,
  bytesIoType,
  stringIoType,
  readerType,
  writerType,
  randomType,
  pairType,
  textType,
  newlineDecoderType,
];

export const ioModule: NativeModule = {
  name: '_io',
  doc: 'The io module provides the Python interfaces to stream handling.',
  functions: [openCode, textEncoding],
  init: (rt, dict) => {
    const refused = unsupportedClass(rt);
    return (
      refused !== 0 &&
      dictSet(rt, dict, rt.name('open'), rt.globalNamed(rt.builtinsDict, 'open') || rt.None) &&
      dictSet(rt, dict, rt.name('UnsupportedOperation'), refused) &&
      dictSet(rt, dict, rt.name('BlockingIOError'), rt.builtin.BlockingIOError.ref) &&
      storeOwned(rt, dict, 'DEFAULT_BUFFER_SIZE', defaultBufferSize(rt)) &&
      TYPES.every((type) => {
        const name = type.name.slice('_io.'.length);
        return dictSet(rt, dict, rt.name(name), nativeType(rt, type).ref);
      })
    );
  },
};
