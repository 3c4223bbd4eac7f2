#!/usr/bin/env node
if (require('./bundle.js').bundleIsCurrent()) require('../dist/bundle/loader.js').start();
else import('../dist/main.js');
