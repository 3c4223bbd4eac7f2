// The thread's side of the command, as thread.ts starts it.
require('./loader.js').load('thread-main.js');
