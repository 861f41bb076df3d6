import { databases } from '../../support/boot-strapi';
import { aJpeg, anMp4, aPdf, aVoice } from '../../support/files';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const DAY = 86_400_000;

interface Message {
  id: number;
  body: {
    media: {
      kind: string;
      voice: boolean;
      url: string | null;
      state?: string;
      sizeBytes?: number | null;
    } | null;
  };
}

describe.each(databases())('files of customers are kept, on %s', (database) => {
  let world: World;
  let token: string;
  let count = 0;
  beforeAll(async () => {
    world = await startWorld({ database });
    token = await world.adminToken();
  });
  afterAll(() => world.close());

  const messages = async (): Promise<Message[]> => {
    const list = await world.api.get<{ conversations: { id: number }[] }>(
      '/whatsapp/conversations'
    );
    const [row] = list.body.conversations;
    if (!row) return [];
    const thread = await world.api.get<{ messages: Message[] }>(
      `/whatsapp/conversations/${row.id}/messages`
    );
    return thread.body.messages;
  };
  const newest = (state: string): Promise<Message> =>
    eventually(`a file that is ${state}`, async () => {
      const [message, ...older] = await messages();
      const isNew = message && older.length + 1 === count;
      return isNew && message.body.media?.state === state ? message : null;
    });
  const row = ({ id }: Message) =>
    world.strapi.db.connection('whatsapp_stored_files').where({ message_id: id });
  const hasFailed = (message: Message) =>
    eventually('a failed try', async () => {
      const one = (await row(message).first()) as { attempts: number; owner: string | null };
      return Number(one.attempts) > 0 && one.owner === null;
    });
  const arrives = (input: Parameters<World['sim']['control']['act']['media']>[1]) => {
    world.sim.control.act.media(AYSE, input);
    count += 1;
  };
  /** A file whose first fetch failed like this; from now on WhatsApp answers again. */
  const failsOnce = async (fault: Parameters<World['sim']['control']['faults']['add']>[0]) => {
    world.sim.control.faults.add(fault);
    const bytes = aPdf();
    arrives({ bytes, mimeType: 'application/pdf' });
    const message = await newest('waiting');
    await hasFailed(message);
    world.sim.control.faults.clear();
    return { bytes, message };
  };
  const read = async (message: Message, range?: string) => {
    const answer = await fetch(`${world.url}/whatsapp/messages/${message.id}/media`, {
      headers: { Authorization: `Bearer ${token}`, ...(range ? { Range: range } : {}) },
    });
    return {
      status: answer.status,
      headers: answer.headers,
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };

  it.each([
    ['a picture', aJpeg(), 'image/jpeg', false],
    ['a document', aPdf(300_000), 'application/pdf', false],
    ['a voice note', aVoice(), 'audio/ogg', true],
    ['a video', anMp4(2_000_000), 'video/mp4', false],
  ])('[C-19] %s is stored and still there when WhatsApp has dropped it', async (_w, ...file) => {
    const [bytes, mimeType, voice] = file;
    arrives({ bytes, mimeType, ...(voice ? { voice } : {}) });
    const message = await newest('stored');
    expect(message.body.media).toMatchObject({ voice, sizeBytes: bytes.length });
    world.sim.control.advance(31 * DAY);
    const kept = await read(message);
    expect(kept.status).toBe(200);
    expect(kept.bytes.equals(bytes)).toBe(true);
    expect(kept.headers.get('content-type')).toBe(mimeType);
    expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives a player the part that it asks for, and refuses one beyond the end', async () => {
    const bytes = anMp4(500_003);
    arrives({ bytes, mimeType: 'video/mp4' });
    const message = await newest('stored');
    const whole = await read(message);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 99],
      ['bytes=100001-200000', 100_001, 200_000],
      ['bytes=500000-', 500_000, 500_002],
      ['bytes=-17', 499_986, 500_002],
    ] as const) {
      const part = await read(message, range);
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/500003`);
      expect(part.bytes.equals(bytes.subarray(from, to + 1))).toBe(true);
    }
    expect((await read(message, 'bytes=500003-')).status).toBe(416);
  });

  it('[X-09] what lies at the upload provider is not readable without us', async () => {
    const bytes = aJpeg(50_000);
    arrives({ bytes, mimeType: 'image/jpeg' });
    const message = await newest('stored');
    const row = (await world.strapi.db
      .connection('whatsapp_stored_files')
      .where({ message_id: message.id })
      .first()) as { place: string | { url: string } };
    const place = (typeof row.place === 'string' ? JSON.parse(row.place) : row.place) as {
      url: string;
    };
    const open = Buffer.from(await (await fetch(`${world.url}${place.url}`)).arrayBuffer());
    expect(open).toHaveLength(bytes.length);
    expect(open.includes(bytes.subarray(0, 64))).toBe(false);
    expect(open.includes(bytes.subarray(30_000, 30_064))).toBe(false);
  });

  it('[C-19] a file is fetched where WhatsApp refuses a question that names the number', async () => {
    world.sim.control.configure({ media: { numberParameter: 'refused' } });
    const bytes = aPdf();
    arrives({ bytes, mimeType: 'application/pdf' });
    expect((await read(await newest('stored'))).bytes.equals(bytes)).toBe(true);
    world.sim.control.configure({ media: { numberParameter: 'taken' } });
  });

  it('a file that WhatsApp refuses for a while is fetched later', async () => {
    const { bytes, message } = await failsOnce({
      kind: 'graph-error',
      endpoint: 'media-url',
      code: 100,
    });
    await row(message).update({ due_at: 0 });
    expect((await read(await newest('stored'))).bytes.equals(bytes)).toBe(true);
  });

  it('goes on when WhatsApp fails for a while', async () => {
    const { bytes } = await failsOnce({
      kind: 'http',
      endpoint: 'media-url',
      status: 500,
    });
    expect((await read(await newest('stored'))).bytes.equals(bytes)).toBe(true);
  });

  it('one refusal after a server that did not answer for long does not mean that the file is gone', async () => {
    const { bytes, message } = await failsOnce({
      kind: 'http',
      endpoint: 'media-url',
      status: 500,
    });
    world.sim.control.faults.add({ kind: 'graph-error', endpoint: 'media-url', code: 100 });
    await row(message).update({ attempts: 6, due_at: 0 });
    const refused = await eventually('a refusal', async () => {
      const one = (await row(message).first()) as { attempts: number; state: string; owner: null };
      return Number(one.attempts) === 7 && one.owner === null && one;
    });
    expect(refused.state).toBe('waiting');
    world.sim.control.faults.clear();
    await row(message).update({ due_at: 0 });
    expect((await read(await newest('stored'))).bytes.equals(bytes)).toBe(true);
  });

  it('a fetch that was cut off by a kill is taken over and done once', async () => {
    const bytes = aPdf();
    world.sim.control.faults.add({ kind: 'http', endpoint: 'media-url', status: 500 });
    arrives({ bytes, mimeType: 'application/pdf' });
    const message = await newest('waiting');
    // As a process leaves it that died while fetching: taken, and its lease has run out.
    await row(message).update({ owner: 'a-dead-process', lease_until: 1, due_at: 0 });
    world.sim.control.faults.clear();
    const kept = await newest('stored');
    expect((await read(kept)).bytes.equals(bytes)).toBe(true);
  });

  it('says that it is gone when WhatsApp has it no longer', async () => {
    world.sim.control.faults.add({ kind: 'http', endpoint: 'media-url', status: 500 });
    arrives({ bytes: aPdf(), mimeType: 'application/pdf' });
    const message = await newest('waiting');
    world.sim.control.advance(31 * DAY);
    await hasFailed(message);
    await row(message).update({ at: Date.now() - 8 * DAY, due_at: 0 });
    world.sim.control.faults.clear();
    const gone = await newest('gone');
    expect(gone.body.media?.url).toBeNull();
    expect((await read(message)).status).toBe(404);
  });
});
