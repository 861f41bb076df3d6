'use strict';

const path = require('node:path');

module.exports = ({ env }) => {
  const enabled = env.bool('TEST_PLUGIN', true);
  if (!enabled) return {};
  return {
    whatsapp: {
      enabled: true,
      resolve: path.resolve(__dirname, '../plugin'),
      config: {
        ...JSON.parse(env('TEST_PLUGIN_CONFIG', '{}')),
        // A clock of the test's own; functions do not fit into the environment.
        ...(globalThis.testClock ? { clock: globalThis.testClock } : {}),
      },
    },
  };
};
