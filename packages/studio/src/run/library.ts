/** The modules of the standard library that a program may import: pure Python, fetched when a program imports anything that is not built in. */

type Library = Readonly<Record<string, string>>;

let fetched: Promise<Library> | undefined;

/** The library for a program: nothing for one that imports nothing. */
export function libraryFor(source: string): Promise<Library> {
  if (!/^\s*(?:import|from)\s+(?!(?:sys|gc)\s*$)/m.test(source)) return Promise.resolve({});
  fetched ??= fetch(new URL('library.json', document.baseURI))
    .then((response) => (response.ok ? (response.json() as Promise<Library>) : {}))
    .catch(() => ({}));
  return fetched;
}
