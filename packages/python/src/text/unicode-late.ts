// What most programs never ask of Unicode. The command's bundle has it, and its tables, in a file of its own, which is loaded
// when the first of these functions is called (`tools/bundle.mjs`).

export { decimalOf, decompositionOf, digitOf, isAssigned, kindOf, numberOf } from './unicode-database.js';
export { characterName, characterNamed, textNamed } from './unicode-names.js';
export { normalized } from './unicode-normal.js';
