import { mayCarryToken } from '../../../server/src/cloud-api/graph-paths';
import { graph, json, PNID, refusal, TOKEN, useGraphServer } from './graph-server';

useGraphServer();

const api = graph.api;

describe('media', () => {
  const read = async (stream: NodeJS.ReadableStream): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  };
  const info = (url = `${graph.origin}/file`): unknown => ({
    id: '7',
    url,
    mime_type: 'image/png',
    file_size: '5',
  });

  it('uploads a file with its type and name', async () => {
    graph.respond = json({ id: 99 });
    const file = { bytes: Buffer.from('PNGDATA'), mime: 'image/png', filename: 'a.png' };
    expect(await api().uploadMedia(PNID, file)).toEqual({ ok: true, value: { id: '99' } });
    expect(graph.seen[0]?.url).toBe(`/v24.0/${PNID}/media`);
    expect(graph.seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of [
      'name="messaging_product"',
      'whatsapp',
      'name="type"',
      'filename="a.png"',
      'Content-Type: image/png',
      'PNGDATA',
    ]) {
      expect(graph.seen[0]?.body).toContain(part);
    }
  });

  it('asks for the address and deletes', async () => {
    graph.respond = json(info());
    expect(await api().mediaUrl('7', PNID)).toEqual({
      ok: true,
      value: {
        id: '7',
        url: `${graph.origin}/file`,
        mime: 'image/png',
        sha256: null,
        sizeBytes: 5,
      },
    });
    graph.respond = json({ success: true });
    expect((await api().deleteMedia('7')).ok).toBe(true);
    expect(graph.seen.map((s) => `${s.method} ${s.url}`)).toEqual([
      `GET /v24.0/7?phone_number_id=${PNID}`,
      'DELETE /v24.0/7',
    ]);
  });

  it('[C-19] downloads in two steps with the token', async () => {
    graph.respond = (req, res, turn) =>
      req.url === '/file'
        ? void res.writeHead(200, { 'content-type': 'image/png' }).end('12345')
        : json(info())(req, res, turn);
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 5 });
    if (!got.ok) throw new Error('refused');
    expect(got.value.mime).toBe('image/png');
    expect(await read(got.value.stream)).toBe('12345');
    expect(graph.seen.map((s) => s.headers.authorization)).toEqual([
      `Bearer ${TOKEN}`,
      `Bearer ${TOKEN}`,
    ]);
  });

  it('asks once more for an address that ran out, and not twice', async () => {
    graph.respond = (req, res, turn) =>
      req.url === '/file'
        ? void (turn === 2 ? res.writeHead(404).end() : res.end('late'))
        : json(info())(req, res, turn);
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 100 });
    expect(got.ok && (await read(got.value.stream))).toBe('late');
    expect(graph.seen).toHaveLength(4);
    graph.seen = [];
    graph.respond = (req, res, turn) =>
      req.url === '/file' ? void res.writeHead(404).end() : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 100 })).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
    expect(graph.seen).toHaveLength(4);
  });

  it('uses the direct address of a webhook, and falls back to the id', async () => {
    graph.respond = (req, res, turn) =>
      req.url === '/file' ? void res.end('direct') : json(info())(req, res, turn);
    const got = await api().downloadMedia({
      mediaId: '7',
      url: `${graph.origin}/file`,
      maxBytes: 100,
    });
    expect(got.ok && (await read(got.value.stream))).toBe('direct');
    expect(graph.seen).toHaveLength(1);
    graph.seen = [];
    graph.respond = (req, res, turn) => {
      if (req.url === '/old') return void res.writeHead(410).end();
      return req.url === '/file' ? void res.end('fresh') : json(info())(req, res, turn);
    };
    const again = await api().downloadMedia({
      mediaId: '7',
      url: `${graph.origin}/old`,
      maxBytes: 100,
    });
    expect(again.ok && (await read(again.value.stream))).toBe('fresh');
  });

  it.each([
    ['a question that names no number', false],
    ['a question that names the number', true],
  ])('[C-19] downloads where Meta answers only %s', async (_how, isNamed) => {
    graph.respond = (req, res, turn) => {
      if (req.url === '/file') return void res.end('kept');
      const hasNumber = req.url?.includes('phone_number_id') ?? false;
      return (hasNumber === isNamed ? json(info()) : refusal(400, 100))(req, res, turn);
    };
    const media = { mediaId: '7', phoneNumberId: PNID, maxBytes: 100 };
    const got = await api().downloadMedia(media);
    expect(got.ok && (await read(got.value.stream))).toBe('kept');
    expect(graph.seen).toHaveLength(isNamed ? 3 : 2);
  });

  it('does not ask twice for a file that is not there', async () => {
    graph.respond = refusal(404, 100);
    await api().downloadMedia({ mediaId: '7', phoneNumberId: PNID, maxBytes: 5 });
    expect(graph.seen).toHaveLength(1);
  });

  it('[X-09] gives the token to no foreign address', async () => {
    graph.respond = json(info('http://169.254.169.254/latest'));
    expect(
      await api().downloadMedia({ mediaId: '7', url: 'https://evil.example/x', maxBytes: 5 })
    ).toMatchObject({
      ok: false,
      error: { title: 'the media address is not one of Meta' },
    });
    expect(graph.seen.map((s) => s.url)).toEqual(['/v24.0/7']);
  });

  it.each([
    ['https://lookaside.fbsbx.com/x?mid=1', true],
    ['https://graph.facebook.com/x', true],
    ['https://mmg.whatsapp.net/x', true],
    ['http://sim.example:4010/media', true],
    ['http://lookaside.fbsbx.com/x', false],
    ['https://lookaside.fbsbx.com:8443/x', false],
    ['https://lookaside.fbsbx.com.evil.example/x', false],
    ['https://evilfbsbx.com/x', false],
    ['https://user:pw@lookaside.fbsbx.com/x', false],
    ['http://user@sim.example:4010/media', false],
    ['http://sim.example/media', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('[X-09] decides whether %s may see the token: %s', (address, may) => {
    expect(mayCarryToken(address, { origin: 'http://sim.example:4010', prefix: '/v24.0' })).toBe(
      may
    );
  });

  it('stops a file that is too large, said before or found out', async () => {
    graph.respond = (req, res, turn) =>
      req.url === '/file' ? void res.end('123456') : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { title: 'the file is larger than 5 bytes' },
    });
    graph.respond = (req, res, turn) => {
      if (req.url !== '/file') return json(info())(req, res, turn);
      res.write('123');
      setImmediate(() => res.end('456'));
    };
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 5 });
    if (!got.ok) throw new Error('refused');
    await expect(read(got.value.stream)).rejects.toThrow('larger than 5 bytes');
  });

  it('ends with an error when the download breaks off', async () => {
    graph.respond = (req, res, turn) => {
      if (req.url !== '/file') return json(info())(req, res, turn);
      res.writeHead(200, { 'content-length': '10' }).write('123');
      setImmediate(() => res.destroy());
    };
    const got = await api().downloadMedia({ mediaId: '7', maxBytes: 50 });
    if (!got.ok) throw new Error('refused');
    await expect(read(got.value.stream)).rejects.toThrow();
  });

  it('hands on why the address could not be had', async () => {
    graph.respond = refusal(400, 100, { error_subcode: 33 });
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { class: 'request', subcode: 33 },
    });
    graph.respond = (req, res, turn) =>
      req.url === '/file' ? void res.destroy() : json(info())(req, res, turn);
    expect(await api().downloadMedia({ mediaId: '7', maxBytes: 5 })).toMatchObject({
      ok: false,
      error: { class: 'transient' },
    });
  });
});
