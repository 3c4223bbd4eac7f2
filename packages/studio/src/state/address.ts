import { EXAMPLES } from '../examples.js';
import { goTo, openExample, phase } from './studio.js';

/** What the page's address says after `#`: `example=NAME` and `moment=NOTES`, so that a link can lead to a moment of an example. */

function fields(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

/** Opens the example that the address names, else the first one; and follows the address from then on. */
export function openAddress(isOpen: boolean): void {
  const name = fields().get('example');
  if (!isOpen) openExample(EXAMPLES.some((each) => each.name === name) ? name! : EXAMPLES[0]!.name);
  goToAddress();
  addEventListener('hashchange', goToAddress);
}

/** Goes to the moment that the address names, as soon as the run can be shown. */
function goToAddress(): void {
  const moment = fields().get('moment');
  if (moment === null || !/^\d+$/.test(moment)) return;
  const stop = phase.subscribe(({ t }) => {
    if (t !== 'ready') return;
    goTo(Number(moment));
    queueMicrotask(() => stop());
  });
}
