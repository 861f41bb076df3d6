import { isOneOffCommand } from '../../../server/src/kernel/one-off';

const strapi = '/app/node_modules/.bin/strapi';

describe('commands that end by themselves', () => {
  it.each(['export', 'import', 'transfer', 'console', 'admin:create-user', 'ts:generate-types'])(
    'strapi %s takes no part in the work of the server',
    (command) => {
      expect(isOneOffCommand(['node', strapi, command, '--file', 'x'])).toBe(true);
      expect(isOneOffCommand(['node', 'C:\\app\\@strapi\\strapi\\bin\\strapi.js', command])).toBe(
        true
      );
    }
  );

  it.each([
    [['node', strapi, 'start']],
    [['node', strapi, 'develop', '--watch-admin']],
    [['node', '/app/server.js', 'export']],
    [['node', strapi]],
    [['node']],
  ])('%j serves', (argv) => {
    expect(isOneOffCommand(argv)).toBe(false);
  });
});
