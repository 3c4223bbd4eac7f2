// node bench/run.mjs <suite> [options]: see bench/README.md. Needs `tsc --build bench` first.
await import('./dist/main.js').catch((error) => {
  if (error.code === 'ERR_MODULE_NOT_FOUND')
    throw new Error('bench is not compiled: run `npx tsc --build bench`', { cause: error });
  throw error;
});
