// The thread that records: it is no part of the bundle, because the observed form of Python is a bundle of its own.
import('../record-thread.js');
