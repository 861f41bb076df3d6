'use strict';

const path = require('node:path');
const base = require('../jest.config.cjs');

const unit = base.projects.find((project) => project.displayName === 'unit');

// Only the unit ring: it is pure and takes milliseconds. `process.cwd()` is the sandbox of the run.
module.exports = { ...unit, displayName: undefined, rootDir: path.resolve(process.cwd()) };
