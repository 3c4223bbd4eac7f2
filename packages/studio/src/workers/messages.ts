import type {
  CollectionView,
  CountSeries,
  CyclesReport,
  GenerationLane,
  MemoryView,
  MomentView,
  RunView,
  WhyView,
} from '@uroboros/instruments';

/** What the page and its two workers say to each other. */

/** A program to run. */
export interface RunRequest {
  readonly source: string;
  readonly filename: string;
  readonly profile: string;
  /** gc.get_threshold() at the beginning; the profile's own without. */
  readonly thresholds: readonly [number, number, number] | undefined;
  readonly heapBytes: number;
  /** Texts of modules that may be imported, by their paths below {@link LIBRARY}. */
  readonly library: Readonly<Record<string, string>>;
}

/** The folder of the library's modules, as the program sees it. */
export const LIBRARY = '/lib/python3.13';

export type RunReport =
  /** The worker's code is loaded. */
  | { readonly t: 'ready' }
  /** The next bytes of the recording. */
  | { readonly t: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly t: 'done'; readonly status: number }
  /** Uroboros itself has failed. */
  | { readonly t: 'failed'; readonly message: string };

/** An object of a run: its address, and a note at which it is alive. */
export interface Chosen {
  readonly object: number;
  readonly note: number;
  /** What the program called it there. */
  readonly name?: string | undefined;
}

/** Parts of a moment that not every view needs. */
export type Part = 'generations' | 'memory' | 'collection';

/** Everything about one moment that the page shows at it. */
export interface Look {
  readonly moment: MomentView;
  /** Undefined if no object is chosen, or it does not live at this moment. */
  readonly why: WhyView | undefined;
  readonly lanes: readonly GenerationLane[] | undefined;
  readonly collection: CollectionView | undefined;
  readonly memory: MemoryView | undefined;
}

/** The questions that can be asked, and their answers. */
export interface Questions {
  open: { ask: { readonly recording: readonly Uint8Array[]; readonly place: string | undefined }; answer: Opened };
  look: {
    ask: {
      readonly note: number;
      readonly chosen: Chosen | undefined;
      readonly collection: number;
      readonly parts: readonly Part[];
    };
    answer: Look;
  };
  series: { ask: Chosen; answer: CountSeries };
  cycles: { ask: undefined; answer: CyclesReport };
}

export interface Opened {
  readonly run: RunView;
  readonly first: Chosen | undefined;
}

export type Question = keyof Questions;

export interface Asked<Q extends Question = Question> {
  readonly id: number;
  readonly question: Q;
  readonly ask: Questions[Q]['ask'];
}

export interface Answered<Q extends Question = Question> {
  readonly id: number;
  readonly answer?: Questions[Q]['answer'];
  readonly error?: string;
}
