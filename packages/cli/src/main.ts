import { plainRequest } from './plain-request.js';
import { runInThread } from './thread.js';

/** The command `uroboros`. What a command needs is loaded when it is given: the start must be quick. */

const args = process.argv.slice(2);
const request = plainRequest(args);
if (request !== undefined) {
  // At once: nobody needs what the thread would still take apart.
  runInThread(request).then((status) => process.exit(status));
} else {
  import('./command-line.js').then(({ runCommandLine }) => runCommandLine(args));
}
