import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';

const OF_A_LINK = 10;
const OF_AN_ADDRESS = 60;

describe.each(databases())('[O-31] answers on preference pages, on %s', (database) => {
  let world: World;
  let people = 0;

  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const page = async () => {
    people += 1;
    const made = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: `Person ${people}`,
      phone: `+90532111${String(5_000 + people)}`,
    });
    const link = await world.api.post<{ url: string }>(
      `/whatsapp/contacts/${made.body.id}/preference-link`
    );
    const { pathname } = new URL(link.body.url, world.url);
    const answer = async (from?: string) => {
      const request = world.http.post(pathname).type('form');
      if (from) void request.set('X-Forwarded-For', from);
      return (await request.send({ do: 'stop' })).status;
    };
    return {
      answer,
      /** What came back for this many answers, one after the other. */
      times: async (many: number) => {
        const statuses = [];
        for (let n = 0; n < many; n += 1) statuses.push(await answer());
        return statuses;
      },
      open: async () => (await world.http.get(pathname)).status,
      kept: async () =>
        Number(
          (
            await world.strapi.db
              .connection('whatsapp_consent_events')
              .where({ contact_id: made.body.id })
              .count({ n: '*' })
              .first()
          )?.n
        ),
    };
  };

  it('are ten a minute of one link and sixty of one address: further ones are refused and not kept', async () => {
    const first = await page();
    expect(await first.times(OF_A_LINK)).toEqual(Array(OF_A_LINK).fill(200));
    const kept = await first.kept();
    expect(kept).toBeGreaterThan(0);
    expect(await first.times(2)).toEqual([429, 429]);
    expect(await first.kept()).toBe(kept);
    expect(await first.open()).toBe(200);

    for (let others = 1; others < OF_AN_ADDRESS / OF_A_LINK; others += 1)
      expect(await (await page()).times(OF_A_LINK)).toEqual(Array(OF_A_LINK).fill(200));
    const last = await page();
    expect(await last.answer()).toBe(429);
    // Who asks says where from, unless the host trusts a proxy: it does not count.
    expect(await last.answer('203.0.113.7')).toBe(429);
    expect(await last.kept()).toBe(0);
    expect(await last.open()).toBe(200);
  });
});
