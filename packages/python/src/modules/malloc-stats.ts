import type { Runtime } from '../runtime/runtime.js';

/** The text of sys._debugmallocstats(), computed from the state of the allocator. */

/** Bytes of the header of a pool. */
const POOL_HEADER = 48;
/** CPython's radix tree of arenas: bytes of the root, of a middle and of a bottom node. Ours is one table. */
const ARENA_MAP_BYTES = [262144, 262144, 131072] as const;

/** A line with a number at the right: `# bytes in … =  1,234`. */
function line(text: string, value: number): string {
  return `${text.padEnd(35)}=${grouped(value).padStart(21)}\n`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function mallocStats(rt: Runtime): string {
  return `${sizeClasses(rt)}${arenas(rt)}${arenaMap(rt)}\n${freeLists(rt)}`;
}

function sizeClasses(rt: Runtime): string {
  const stats = rt.heap.stats();
  let text = `Small block threshold = 512, in ${stats.sizeClasses.length} size classes.\n\n`;
  text += 'class   size   num pools   blocks in use  avail blocks\n';
  text += '-----   ----   ---------   -------------  ------------\n';
  stats.sizeClasses.forEach((row, index) => {
    if (row.pools === 0) return;
    const counts = [
      String(row.pools).padStart(11),
      String(row.blocksInUse).padStart(15),
      String(row.blocksAvailable).padStart(13),
    ];
    text += `${String(index).padStart(5)} ${String(row.blockBytes).padStart(6)} ${counts.join(' ')}\n`;
  });
  return `${text}\n`;
}

function arenas(rt: Runtime): string {
  const stats = rt.heap.stats();
  const { allocated, timesAllocated, highwater, bytesEach } = stats.arenas;
  const poolBytes = stats.pools.bytesEach;
  const unused = (allocated * bytesEach) / poolBytes - stats.pools.used;
  let inUse = 0;
  let available = 0;
  let quantization = 0;
  for (const row of stats.sizeClasses) {
    inUse += row.blocksInUse * row.blockBytes;
    available += row.blocksAvailable * row.blockBytes;
    quantization += row.pools * ((poolBytes - POOL_HEADER) % row.blockBytes);
  }
  return [
    line('# arenas allocated total', timesAllocated),
    line('# arenas reclaimed', timesAllocated - allocated),
    line('# arenas highwater mark', highwater),
    line('# arenas allocated current', allocated),
    line(`${allocated} arenas * ${bytesEach} bytes/arena`, allocated * bytesEach),
    '\n',
    line('# bytes in allocated blocks', inUse),
    line('# bytes in available blocks', available),
    line(`${unused} unused pools * ${poolBytes} bytes`, unused * poolBytes),
    line('# bytes lost to pool headers', stats.pools.used * POOL_HEADER),
    line('# bytes lost to quantization', quantization),
    line('# bytes lost to arena alignment', 0),
    line('Total', allocated * bytesEach),
  ].join('');
}

function arenaMap(rt: Runtime): string {
  const nodes = rt.heap.stats().arenas.highwater > 0 ? 1 : 0;
  const [root, middle, bottom] = ARENA_MAP_BYTES;
  return [
    '\narena map counts\n',
    line('# arena map mid nodes', nodes),
    line('# arena map bot nodes', nodes),
    '\n',
    line('# bytes lost to arena map root', root),
    line('# bytes lost to arena map mid', nodes * middle),
    line('# bytes lost to arena map bot', nodes * bottom),
    line('Total', root + nodes * (middle + bottom)),
  ].join('');
}

function freeLists(rt: Runtime): string {
  const { freeLists: lists } = rt.heap.objects;
  const { ids } = rt;
  const row = (count: number, name: string, bytes: number): string =>
    `${`${count} ${name}s * ${bytes} bytes each`.padStart(48)} =${grouped(count * bytes).padStart(21)}\n`;
  const tuples = new Array<number>(21).fill(0);
  lists.forEachList((typeId, items, _head, length) => {
    if (typeId === ids.tuple && items < tuples.length) tuples[items] = length;
  });
  return [
    row(lists.length(ids.dict), 'free PyDictObject', 48),
    row(0, 'free PyDictKeysObject', 32),
    row(lists.length(ids.float), 'free PyFloatObject', 24),
    row(lists.length(ids.list), 'free PyListObject', 40),
    ...tuples.slice(1).map((length, i) => row(length, `free ${i + 1}-sized PyTupleObject`, 24 + 8 * (i + 1))),
  ].join('');
}
