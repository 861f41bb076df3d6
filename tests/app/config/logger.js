'use strict';

module.exports = { level: process.env.TEST_LOG_LEVEL || 'error' };
