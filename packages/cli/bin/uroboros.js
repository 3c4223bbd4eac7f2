#!/usr/bin/env node
if (require('./bundle.js').bundleIsCurrent()) require('../dist/bundle/loader.js').load('main.js');
else import('../dist/main.js');
