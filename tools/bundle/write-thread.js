// The thread that writes a recording; no part of the bundle, as record-thread.js.
import('../write-thread.js');
