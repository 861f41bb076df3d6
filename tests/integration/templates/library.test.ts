import { MOVE_TOPIC } from '../../../server/src/contracts/consent';
import { emptyHouseStyle } from '../../../server/src/contracts/house-style';
import { LIBRARY_LANGUAGES } from '../../../server/src/contracts/template-library';
import type {
  LibraryResult,
  TakeOverResult,
} from '../../../server/src/contracts/template-take-over';
import type { TemplateDraft } from '../../../server/src/contracts/template-draft';
import type { ListTemplatesResult, TemplateView } from '../../../server/src/contracts/templates';
import { contextOf } from '../../../server/src/strapi/context';
import { library } from '../../../server/src/templates/library';
import { optOutMarkOf, templatesService } from '../../../server/src/templates/public';
import { createTemplatesService } from '../../../server/src/templates/service';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const both = [...LIBRARY_LANGUAGES];
const taking = (world: World, key: string, languages: readonly string[] = both) =>
  world.api.post<TakeOverResult>('/whatsapp/templates/library', {
    accountId: world.accountId,
    key,
    languages,
  });

describe.each(databases())('the library on %s', (client) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      database: client,
      sim: { config: { templates: { review: 'manual' } } },
    });
  });
  afterAll(() => world.close());

  const taken = async (key: string) =>
    (await world.api.get<LibraryResult>('/whatsapp/templates/library')).body.taken.filter(
      (one) => one.key === key
    );
  const draftOf = async (id: number): Promise<TemplateDraft> =>
    (await world.api.get<{ draft: TemplateDraft }>(`/whatsapp/templates/${id}/draft`)).body.draft;

  it('[T-51] takes a text over in the chosen languages, with purpose, examples and sources', async () => {
    expect(await taken('newsletter')).toEqual([]);
    const { status, body } = await taking(world, 'newsletter');
    expect(status).toBe(200);
    expect(body.there).toEqual([]);
    expect(body.made).toMatchObject([
      { name: 'newsletter', language: 'en', category: 'MARKETING', status: 'DRAFT' },
      { name: 'newsletter', language: 'tr', category: 'MARKETING', status: 'DRAFT' },
    ]);
    const tr = body.made[1];
    expect(tr?.bindings['body.first_name']).toEqual({
      source: { kind: 'contact', field: 'firstName' },
      fallback: 'değerli müşterimiz',
    });
    expect(tr?.missing).toEqual(['body.month', 'body.topics']);
    // What nobody can bind in advance is suggested where it is bound.
    expect(tr?.suggested).toEqual({
      'body.first_name': 'contact',
      'body.month': 'fixed',
      'body.topics': 'fixed',
    });
    const listed = await world.api.get<TemplateView>(`/whatsapp/templates/${tr?.id ?? 0}`);
    expect(listed.body.suggested).toEqual(tr?.suggested);
    expect(await draftOf(tr?.id ?? 0)).toMatchObject({
      purpose: 'news',
      examples: { 'body.first_name': 'Ayşe', 'body.month': 'haziran' },
    });
    expect((await taken('newsletter')).map(({ language }) => language).sort()).toEqual(both);
  });

  it('[T-51] makes nothing of what is there, and says so', async () => {
    const first = await taking(world, 'tips', ['tr']);
    const again = await taking(world, 'tips');
    expect(again.body.made.map(({ language }) => language)).toEqual(['en']);
    expect(again.body.there).toMatchObject([
      { key: 'tips', language: 'tr', id: first.body.made[0]?.id, status: 'DRAFT' },
    ]);
    const third = await taking(world, 'tips');
    expect(third.body.made).toEqual([]);
    expect(third.body.there).toHaveLength(2);
  });

  it('[T-51] two presses at once make one draft, also in two processes', async () => {
    const { strapi, accountId } = world;
    const languages = ['en' as const];
    // A service of its own has nothing in common with the other but the database, as in another process.
    const answers = await Promise.all(
      [templatesService(strapi), createTemplatesService({ strapi })].map((service) =>
        service.takeOver({ accountId, key: 'lesson', languages })
      )
    );
    expect(answers.flatMap(({ made }) => made)).toHaveLength(1);
    expect(answers.flatMap(({ there }) => there)).toHaveLength(1);
    expect(await taken('lesson')).toHaveLength(1);
  });

  it('[T-49] a text that moves a conversation is of the kind that may', async () => {
    const { body } = await taking(world, 'move_to_whatsapp');
    expect(body.made.map(({ topic }) => topic)).toEqual([MOVE_TOPIC, MOVE_TOPIC]);
    const { body: other } = await taking(world, 'feedback_survey', ['en']);
    expect(other.made.map(({ topic }) => topic)).toEqual([null]);
  });

  it('[O-18] [T-43] a tap on “Stop promotions” ends marketing from the draft on', async () => {
    const { body } = await taking(world, 'win_back');
    const { knex } = contextOf(world.strapi).db;
    for (const [at, text] of ['Stop promotions', 'Abonelikten çık'].entries()) {
      const made = body.made[at] as TemplateView;
      expect(made.unmarkedWayOuts).toEqual([]);
      expect(await optOutMarkOf(knex, made.id, text)).toBe('marketing');
      expect((await world.api.post(`/whatsapp/templates/${made.id}/submit`)).status).toBe(200);
      expect(await optOutMarkOf(knex, made.id, text)).toBe('marketing');
    }
    expect(await optOutMarkOf(knex, body.made[1]?.id ?? 0, 'Evet, gösterin')).toBeNull();
  });

  it('[T-51] refuses a text that the library does not have, and who may only look', async () => {
    expect((await taking(world, 'nothing_of_ours')).status).toBe(404);
    expect((await taking(world, 'constructor')).status).toBe(404);
    const token = await world.adminToken({ actions: ['template.list'] });
    const as = (verb: 'get' | 'post') =>
      world.http[verb]('/whatsapp/templates/library').set('Authorization', `Bearer ${token}`);
    const seen = await as('get').expect(200);
    expect((seen.body as LibraryResult).templates).toHaveLength(library.length);
    await as('post')
      .send({ accountId: world.accountId, key: 'welcome', languages: ['en'] })
      .expect(403);
    expect(await taken('welcome')).toEqual([]);
  });

  it('[T-44] a text that is taken over has the house style that is stored', async () => {
    const help = { type: 'QUICK_REPLY', text: 'Yardım' };
    const stored = await world.api.put('/whatsapp/template-style', {
      ...emptyHouseStyle,
      businessName: 'Defne Ev',
      signOff: true,
      languages: [
        {
          ...{ language: 'tr', footer: 'Defne Ev, İstanbul' },
          buttons: { MARKETING: [], UTILITY: [help] },
        },
      ],
    });
    expect(stored.status).toBe(200);
    const { body } = await taking(world, 'order_confirmation');
    await world.api.put('/whatsapp/template-style', emptyHouseStyle);
    const [en, tr] = await Promise.all(body.made.map(({ id }) => draftOf(id)));
    expect(en).toMatchObject({ language: 'en', footer: 'Defne Ev' });
    expect(en?.buttons.map(({ type }) => type)).toEqual(['URL']);
    expect(tr).toMatchObject({ language: 'tr', footer: 'Defne Ev, İstanbul' });
    expect(tr?.buttons).toEqual(
      expect.arrayContaining([
        expect.objectContaining(help),
        expect.objectContaining({ type: 'URL', text: 'Siparişi görüntüle' }),
      ])
    );
  });
});

/** WhatsApp takes a hundred new templates in an hour: each half has an account of its own. */
const middle = Math.ceil(library.length / 2);
describe.each([
  ['first', library.slice(0, middle)],
  ['second', library.slice(middle)],
])('the %s half of the library', (_half, templates) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      database: 'sqlite',
      sim: { config: { templates: { review: 'rules', reviewMs: 0 } } },
    });
  });
  afterAll(() => world.close());

  it('[T-45] [T-46] [T-47] [T-48] [T-49] [T-50] [T-51] [T-52] is approved as it is, in its category', async () => {
    for (const { key } of templates) {
      const { body } = await taking(world, key);
      expect([key, body.made.length]).toEqual([key, both.length]);
      for (const { id, language } of body.made) {
        const { status } = await world.api.post(`/whatsapp/templates/${id}/submit`);
        expect([key, language, status]).toEqual([key, language, 200]);
      }
    }
    const wanted = templates.flatMap(({ key, category }) =>
      both.map((language) => `${key} ${language} ${category} APPROVED`)
    );
    const keys = new Set(templates.map(({ key }) => key));
    const now = await eventually('all are approved', async () => {
      const { body } = await world.api.get<ListTemplatesResult>('/whatsapp/templates');
      const own = body.templates.filter(({ name }) => keys.has(name));
      return own.every(({ status }) => status !== 'PENDING') && own;
    });
    const line = ({ name, language, category, status }: TemplateView) =>
      `${name} ${language} ${category} ${status}`;
    expect(now.map(line).sort()).toEqual(wanted.sort());
  });
});
