'use strict';

module.exports = ({ env }) => ({
  auth: { secret: 'test-admin-secret' },
  apiToken: { salt: 'test-api-token-salt' },
  transfer: { token: { salt: 'test-transfer-salt' } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') || undefined },
  autoOpen: false,
  serveAdminPanel: false,
  flags: { nps: false, promoteEE: false },
});
