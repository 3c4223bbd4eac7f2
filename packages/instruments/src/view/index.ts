/** Views: answers about a recording in the form that a page draws. They hold numbers and texts only, and can be sent to another thread. */
export { type Births, birthsOf } from './births.js';
export { type CollectedObject, type CollectionView, collectionView } from './collection-view.js';
export { type CountSeries, countSeries } from './count-series.js';
export { type FirstChoice, firstChoice, type Wanted } from './first-choice.js';
export { type GenerationLane, generationsView } from './generations-view.js';
export { type ArenaView, type BlockState, type LargeBlock, type MemoryView, memoryView } from './memory-view.js';
export { type FrameNames, type MomentView, momentView, type NameView, type TypeCount } from './moment-view.js';
export { type FieldView, type ObjectView, objectView } from './object-view.js';
export { type RunView, runView } from './run-view.js';
export { type WhyView, whyView } from './why-view.js';
