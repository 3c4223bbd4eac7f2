import type { Holder } from '@uroboros/instruments';
import { choose, look } from '../state/studio.js';
import { texts } from '../texts.js';

/** Who holds the chosen object: one line for each, equal ones counted. */
export function HolderList() {
  const t = texts.value;
  const why = look.value?.why;
  if (why === undefined) return null;
  const { count, immortal, holders } = why.count;
  return (
    <div class="holders">
      <h3>{immortal ? t.immortalHolders : t.holders(count)}</h3>
      <Holders holders={holders} />
      {!immortal && <p class="quiet">{t.counted(holders.length, count)}</p>}
    </div>
  );
}

/** Lines that are shown of a list of holders. */
const MOST_LINES = 14;

export function Holders({ holders }: { holders: readonly Holder[] }) {
  const t = texts.value;
  const lines = new Map<string, { holder: Holder; times: number }>();
  for (const holder of holders) {
    const key = `${holder.owner} ${holder.text}`;
    lines.set(key, { holder, times: (lines.get(key)?.times ?? 0) + 1 });
  }
  const shown = [...lines].slice(0, MOST_LINES);
  return (
    <ul class="holder-list">
      {shown.map(([key, { holder, times }]) => (
        <li key={key} class={holder.kind}>
          <HolderText holder={holder} />
          {times > 1 && <span class="quiet"> {t.times(times)}</span>}
        </li>
      ))}
      {lines.size > shown.length && <li class="quiet">{t.moreFields(lines.size - shown.length)}</li>}
    </ul>
  );
}

/** A holder in words; pressing it chooses the object that holds. */
export function HolderText({ holder }: { holder: Holder }) {
  const text = texts.value.holder(holder.text);
  if (holder.owner === 0) return <span>{text}</span>;
  return (
    <button type="button" class="link" onClick={() => choose(holder.owner)}>
      {text}
    </button>
  );
}
