import type { CountSeries, WhyView } from '@uroboros/instruments';
import { address, chosenName, countText, placeOf } from '../parts/names.js';
import { lastAtOrBelow } from '../state/stops.js';
import { chosen, goTo, isAlive, isSameLife, look, note, pinned, run, series, togglePin } from '../state/studio.js';
import { texts } from '../texts.js';
import { HolderList, Holders, HolderText } from './holders.js';

/** Everything about the chosen object: its count and who makes it up, why it lives, and its life. */
export function Why() {
  const t = texts.value;
  return (
    <section class="panel why" aria-label={t.why} id="why">
      <h2>{t.why}</h2>
      {chosen.value === undefined ? <p class="quiet">{t.noChoice}</p> : <Chosen />}
    </section>
  );
}

function Chosen() {
  const t = texts.value;
  const why = look.value?.why;
  const life = series.value;
  const isThere = why !== undefined && why.view.object === chosen.value?.object && isAlive(note.value);
  return (
    <>
      <Title why={isThere ? why : undefined} life={life} />
      {isThere ? (
        <>
          <HolderList />
          <Chain why={why} />
        </>
      ) : (
        <p class="notice" id="not-alive">
          {t.notAlive}
        </p>
      )}
      {life !== undefined && <Life life={life} />}
      {life !== undefined && <History life={life} />}
    </>
  );
}

function Title({ why, life }: { why: WhyView | undefined; life: CountSeries | undefined }) {
  const t = texts.value;
  const object = chosen.value!.object;
  const text = why?.view.text ?? life?.text ?? '';
  const isPinned = life !== undefined && pinned.value.some((each) => isSameLife(each, life));
  return (
    <div class="chosen-title">
      <p>
        <strong id="chosen-name">{chosenName.value}</strong>
        {text !== chosenName.value && <span> {text}</span>}
        {why !== undefined && (
          <span class="pill" id="chosen-count">
            ×{countText(why.view)}
          </span>
        )}
      </p>
      <p class="quiet">
        {why?.view.type ?? life?.type}
        {why !== undefined && ` · ${t.size(why.view.bytes)}`} · {t.address} {address(object)}
      </p>
      <button type="button" class="small" id="pin" aria-pressed={isPinned} onClick={togglePin}>
        {isPinned ? t.unpin : t.pin}
      </button>
    </div>
  );
}

function Chain({ why: { why } }: { why: WhyView }) {
  const t = texts.value;
  if (why.chain.length === 0)
    return (
      <div class="chain">
        <h3>{t.outOfReach}</h3>
        <p>{t.outOfReachHint}</p>
      </div>
    );
  return (
    <div class="chain">
      <h3>{t.chain}</h3>
      <ol>
        {why.chain.map(({ object, holder }) => (
          <li key={object}>
            <HolderText holder={holder} />
          </li>
        ))}
      </ol>
      {why.deadHolders.length > 0 && (
        <>
          <h3>{t.deadHolders}</h3>
          <Holders holders={why.deadHolders} />
        </>
      )}
      <p class="cut">
        {why.cut === undefined ? (
          t.noCut
        ) : (
          <>
            <span class="scissors" aria-hidden="true">
              ✂
            </span>{' '}
            {t.cut}: <HolderText holder={why.cut.holder} />
          </>
        )}
      </p>
    </div>
  );
}

/** A moment that can be gone to. */
function MomentLink({ to, children }: { to: number; children: string }) {
  return (
    <button type="button" class="link" aria-current={to === note.value} onClick={() => goTo(to)}>
      {children}
    </button>
  );
}

function Life({ life }: { life: CountSeries }) {
  const t = texts.value;
  const { born, died, collectedBy, promotions } = life;
  const known = promotions.filter(({ to }) => to <= 2);
  const moves = known.filter(({ to }, n) => n === 0 || to !== known[n - 1]!.to);
  const end = run.value?.programEnd ?? 0;
  return (
    <div class="life">
      <h3>{t.life}</h3>
      <ul>
        <li>{born < 0 ? t.bornBefore : <MomentLink to={born + 1}>{t.born(placeOf(born + 1))}</MomentLink>}</li>
        {moves.slice(0, 8).map(({ note: at, to }) => (
          <li key={at}>
            <MomentLink to={at}>{t.promoted(to, placeOf(at))}</MomentLink>
          </li>
        ))}
        <li>
          {died < 0 || died > end ? (
            t.survives
          ) : (
            <MomentLink to={died}>
              {collectedBy >= 0 ? t.diedByCollection(collectedBy, placeOf(died)) : t.diedByCount(placeOf(died))}
            </MomentLink>
          )}
        </li>
      </ul>
    </div>
  );
}

/** Changes that are listed: those around the moment that is shown. */
const MOST_CHANGES = 60;

/** A count of a series, in which −1 says that the object is immortal. */
const seriesCount = (count: number): string => countText({ count, immortal: count < 0 });

function History({ life: { notes, counts, immortal } }: { life: CountSeries }) {
  const t = texts.value;
  if (immortal) return null;
  const now = lastAtOrBelow(notes, note.value);
  const from = Math.max(0, Math.min(now - MOST_CHANGES / 2, notes.length - MOST_CHANGES));
  const shown = Array.from(notes.slice(from, from + MOST_CHANGES), (at, n) => ({
    at,
    before: counts[from + n - 1] ?? 0,
    after: counts[from + n]!,
  }));
  const rest = notes.length - from - shown.length;
  return (
    <details class="history" open>
      <summary>{t.history}</summary>
      {from > 0 && <p class="quiet">{t.moreChanges(from)}</p>}
      <ol>
        {shown.map(({ at, before, after }) => (
          <li key={at} class={`${after > before ? 'up' : 'down'} ${at === notes[now] ? 'now' : ''}`}>
            <MomentLink to={at}>{t.change(seriesCount(before), seriesCount(after))}</MomentLink>{' '}
            <span class="quiet">{placeOf(at)}</span>
          </li>
        ))}
      </ol>
      {rest > 0 && <p class="quiet">{t.moreChanges(rest)}</p>}
    </details>
  );
}
