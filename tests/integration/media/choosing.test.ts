import { emptyDraft } from '../../../server/src/contracts/template-draft';
import { databases } from '../../support/boot-strapi';
import { aPdf } from '../../support/files';
import { addToLibrary } from '../../support/library';
import { startWorld, type World } from '../../support/world';

interface Made {
  id: number;
  fileId?: number | null;
  error?: { details: { kind: string; field?: string } };
}

const WRITER = [
  'campaign.prepare',
  'campaign.follow',
  'bot.build',
  'bot.observe',
  'quick-reply.write',
  'chat.reply',
  'template.list',
  'template.manage',
];

/** A place that keeps a file of the library to send it later, its address and the field that names the file. */
type Place = [name: string, url: string, field: string];
const QUICK_REPLY: Place = ['a quick reply', 'quick-replies', 'fileId'];
const CAMPAIGN: Place = ['a campaign', 'campaigns', 'fileId'];
const BOT: Place = ['a bot', 'bots', 'steps.0.fileId'];
const places: Place[] = [
  QUICK_REPLY,
  CAMPAIGN,
  ['a header of a campaign', 'campaigns', 'bindings.header'],
  BOT,
  ['a trial of a bot', 'bots/try', 'steps.0.fileId'],
  ['a header of a template', 'templates/drafts', 'header.file'],
];

describe.each(databases())('choosing files of the media library, on %s', (database) => {
  let world: World;
  let blind: string;
  let seeing: string;
  let secret: number;
  let open: number;

  beforeAll(async () => {
    world = await startWorld({ database });
    const add = (name: string) =>
      addToLibrary(world, { name, mime: 'application/pdf', bytes: aPdf(20_000) });
    secret = await add('Bordro.pdf');
    open = await add('Katalog.pdf');
    blind = await world.adminToken({ actions: WRITER });
    seeing = await world.adminToken({ actions: [...WRITER, 'plugin::upload.read'] });
  });
  afterAll(() => world.close());

  let made = 0;
  const call = async (method: 'post' | 'put', url: string, token: string, body: object) => {
    const answer = await world.http[method](`/whatsapp/${url}`)
      .set('Authorization', `Bearer ${token}`)
      .send(body);
    return { status: answer.status, body: answer.body as Made };
  };
  const bot = (fileId: number) => ({
    name: `Bot ${(made += 1)}`,
    active: false,
    triggers: [{ kind: 'keyword', match: 'contains', words: ['katalog'] }],
    steps: [{ kind: 'media', fileId, caption: '', onFail: null }],
  });
  const header = (id: number) => ({
    kind: 'document',
    file: { id, name: 'x.pdf', mime: 'application/pdf', sizeBytes: 20_000, url: null },
  });
  const asked = (place: Place, fileId: number): object => {
    const [name, url] = place;
    if (url === 'quick-replies') return { shortcut: `/k${(made += 1)}`, text: 'x', fileId };
    if (url === 'bots') return bot(fileId);
    if (url === 'bots/try') return { bot: bot(fileId), message: { text: 'katalog' } };
    if (url === 'templates/drafts')
      return { accountId: world.accountId, draft: { ...emptyDraft('tr'), header: header(fileId) } };
    return name === 'a campaign'
      ? { name: 'Bahar', accountId: world.accountId, kind: 'text', fileId }
      : {
          name: 'Bahar',
          accountId: world.accountId,
          bindings: { header: { source: { kind: 'media', fileId }, fallback: null } },
        };
  };
  it.each(places)('[X-05] %s takes none from who may not see the library', async (...place) => {
    const refused = await call('post', place[1], blind, asked(place, secret));
    expect(refused.status).toBe(403);
    expect(refused.body.error?.details).toMatchObject({ kind: 'forbidden', field: place[2] });
    const allowed = await call('post', place[1], seeing, asked(place, secret));
    expect([allowed.status, allowed.body.error]).toEqual([200, undefined]);
  });

  it.each([QUICK_REPLY, CAMPAIGN, BOT])(
    '%s keeps the file that it has when somebody else changes the rest, and takes no other',
    async (...place) => {
      const { id } = (await call('post', place[1], seeing, asked(place, open))).body;
      const url = `${place[1]}/${id}`;
      expect((await call('put', url, blind, asked(place, open))).status).toBe(200);
      expect((await call('put', url, blind, asked(place, secret))).status).toBe(403);
    }
  );
});
