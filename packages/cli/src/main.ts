import { plainRequest } from './plain-request.js';

/** The command `uroboros`. What a command needs is loaded when it is given: the start must be quick. */

const args = process.argv.slice(2);
const request = plainRequest(args);
if (request !== undefined) {
  import('./thread.js').then(async ({ runInThread }) => {
    // At once: nobody needs what the thread would still take apart.
    process.exit(await runInThread(request));
  });
} else {
  import('./command-line.js').then(({ runCommandLine }) => runCommandLine(args));
}
