import { dataCommandOf, reachOf } from '../../../server/src/moving/domain/command';

const strapi = '/app/node_modules/@strapi/strapi/bin/strapi.js';
const types = ['plugin::whatsapp.contact', 'plugin::whatsapp.message'];
const library = 'plugin::upload.file';

describe('commands that move data', () => {
  it.each([
    [['export', '--no-encrypt'], 'out'],
    [['import', '-f', 'backup.tar.gz', '--force'], 'in'],
    [['transfer', '--to', 'https://example.org/admin'], 'out'],
    [['transfer', '--from', 'https://example.org/admin', '--force'], 'in'],
    [['transfer', '--from=https://example.org/admin'], 'in'],
    // Strapi asks for the direction later, in the terminal.
    [['transfer'], 'asked'],
  ])('%j: rows go %s', (args, way) => {
    expect(dataCommandOf(['node', strapi, ...args])).toMatchObject({ way });
  });

  it.each([
    [['node', strapi, 'start']],
    [['node', strapi, 'console']],
    [['node', '/app/server.js', 'import']],
    [['node', strapi]],
    [['node']],
  ])('%j moves none', (argv) => {
    expect(dataCommandOf(argv)).toBeNull();
  });

  it.each([
    ['export', 'whole'],
    ['import -f x', 'whole'],
    ['import --only content', 'whole'],
    ['import --exclude config', 'whole'],
    ['import --exclude files', 'whole'],
    ['import --only config', 'none'],
    ['export --only config,files', 'none'],
    // The folder of uploads would be emptied, with files of conversations in it.
    ['import --only config,files', 'part'],
    ['import --exclude content', 'part'],
    // Ours refer to the files of the library that is here.
    ['import --only-content-types api::article.article,plugin::upload.file', 'part'],
    ['export --only-content-types api::article.article,plugin::upload.file', 'none'],
    ['transfer', 'whole'],
    ['import --only-content-types api::article.article', 'none'],
    ['export --only-content-types=api::article.article', 'none'],
    ['export --exclude media-library', 'part'],
    ['import --exclude-content-types plugin::upload.file', 'part'],
    ['import --exclude-content-types plugin::whatsapp.message', 'part'],
    ['import --only-content-types plugin::whatsapp.contact,api::article.article', 'part'],
    [`export --exclude-content-types ${types.join(',')}`, 'none'],
    // Tables that do not travel would be emptied beside people who stay.
    [`import --exclude-content-types ${types.join(',')}`, 'part'],
    [`import --exclude config,media-library --exclude-content-types ${types.join(',')}`, 'none'],
    [`import --exclude config --exclude-content-types ${types.join(',')}`, 'part'],
  ])('%s moves WhatsApp data: %s', (line, reach) => {
    const command = dataCommandOf(['node', strapi, ...line.split(' ')]);
    if (!command) throw new Error('no command');
    expect(reachOf(command, { types, library })).toBe(reach);
  });
});
