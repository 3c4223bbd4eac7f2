import { abcModule } from './abc.js';
import { absentModules } from './absent.js';
import { arrayModule } from './array/module.js';
import { astModule } from './ast/module.js';
import { atexitModule } from './atexit.js';
import { binasciiModule } from './binascii.js';
import { blake2Module } from './blake2.js';
import { codecsModule } from './codecs.js';
import { contextvarsModule } from './contextvars.js';
import { csvModule } from './csv/module.js';
import { errnoModule } from './errno.js';
import { hashModules } from './hashes.js';
import { importSupportModules } from './import-support.js';
import { ioModule } from './io/module.js';
import type { NativeModule } from './module.js';
import { opcodeModule } from './opcode.js';
import { posixModule } from './posix/module.js';
import { randomModule } from './random.js';
import { sha3Module } from './sha3.js';
import { signalModule } from './signal.js';
import { socketModule } from './sockets/module.js';
import { selectModule } from './sockets/select.js';
import { sreModule } from './sre/module.js';
import { stringModule } from './string.js';
import { structModule } from './struct.js';
import { sysconfigDataModule } from './sysconfigdata.js';
import { threadModule } from './thread.js';
import { tokenizeModule } from './tokenize.js';
import { typingModule } from './typing.js';
import { unavailableModules } from './unavailable.js';
import { unicodedataModule } from './unicodedata.js';
import { warningsModule } from './warnings.js';

/** Modules that CPython writes in C and its pure-Python library builds on. */
export const libraryModules: readonly NativeModule[] = [
  abcModule,
  ...absentModules,
  arrayModule,
  astModule,
  atexitModule,
  binasciiModule,
  codecsModule,
  contextvarsModule,
  csvModule,
  errnoModule,
  ...importSupportModules,
  ioModule,
  opcodeModule,
  posixModule,
  ...hashModules,
  blake2Module,
  sha3Module,
  randomModule,
  selectModule,
  signalModule,
  socketModule,
  sreModule,
  stringModule,
  structModule,
  sysconfigDataModule,
  threadModule,
  tokenizeModule,
  typingModule,
  ...unavailableModules,
  unicodedataModule,
  warningsModule,
];
