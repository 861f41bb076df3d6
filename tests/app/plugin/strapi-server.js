'use strict';

// Loaded through jest (or tsx in a child process), so the TypeScript source is the plugin under test.
module.exports = require('../../../strapi-server').default;
