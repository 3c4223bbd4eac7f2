import { dictSet } from '../../objects/dict.js';
import type { NativeModule } from '../module.js';
import { nativeType } from '../native-type.js';
import { encoderType } from './encoder.js';
import { ASCII_ENCODER, PLAIN_ENCODER, scanstring } from './functions.js';
import { scannerType } from './scanner.js';

/** The module _json: what json does in C. */
export const jsonModule: NativeModule = {
  name: '_json',
  doc: 'json speedups\n',
  functions: [ASCII_ENCODER, PLAIN_ENCODER, scanstring],
  init: (rt, dict) =>
    dictSet(rt, dict, rt.name('make_scanner'), nativeType(rt, scannerType).ref) &&
    dictSet(rt, dict, rt.name('make_encoder'), nativeType(rt, encoderType).ref),
};
