import { openStream, type Stream } from '../../support/stream';
import { eventually } from '../../support/world';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const MOST = 30;

describe.each(databases())('live streams of one user, on %s', (database) => {
  let app: BootedStrapi;
  let url: string;
  const pages: Stream[] = [];
  const open = async (token: string) => {
    const page = await openStream(url, { token });
    pages.push(page);
    return page;
  };

  beforeAll(async () => {
    app = await bootStrapi({ database });
    url = await app.listen();
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(() => app.close());

  it('are 30 at most, also when all are opened at once; others have their own', async () => {
    const one = await app.adminToken({ actions: ['chat.read'] });
    const other = await app.adminToken({ actions: ['chat.read'] });
    await Promise.all(Array.from({ length: MOST + 10 }, () => open(one)));
    const statuses = pages.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(MOST);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);

    const refused = await app.http.get('/whatsapp/stream').set('Authorization', `Bearer ${one}`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.error.details.kind).toBe('too-many-streams');
    expect((await open(other)).status).toBe(200);
  });

  it('have a place again when a page was closed', async () => {
    const token = await app.adminToken({ actions: ['chat.read'] });
    for (let page = 0; page < MOST; page += 1) await open(token);
    expect((await open(token)).status).toBe(429);
    pages[0]?.close();
    await pages[0]?.ended;
    await eventually('a place', async () => (await open(token)).status === 200);
  });
});
