import { openRecording, runProgram, source } from '../state/studio.js';

/** What `uroboros studio FILE` gives the page: a program, or a recording. The page's own text says whether there is anything. */

const RECORDING = [0x55, 0x52, 0x4f, 0x1a];

/** Opens what was given; false if nothing was. */
export async function openGiven(): Promise<boolean> {
  const given = document.querySelector<HTMLMetaElement>('meta[name="given"]');
  if (given === null) return false;
  const response = await fetch(new URL('given', document.baseURI));
  if (!response.ok) return false;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (RECORDING.every((byte, n) => bytes[n] === byte)) await openRecording(bytes);
  else {
    source.value = new TextDecoder().decode(bytes);
    await runProgram();
  }
  return true;
}
