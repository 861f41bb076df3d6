'use strict';

module.exports = ({ env }) => ({
  host: '127.0.0.1',
  port: env.int('PORT', 1337),
  url: env('PUBLIC_URL', ''),
  // An import empties the uploads; tests that run one have a folder of their own.
  dirs: { public: env('PUBLIC_DIR', './public') },
  app: { keys: ['test-key-a', 'test-key-b'] },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
});
