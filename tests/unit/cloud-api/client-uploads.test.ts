import { Readable } from 'node:stream';
import type { SampleFile } from '../../../server/src/cloud-api/client-uploads';
import { graph, json, refusal, TOKEN, useGraphServer } from './graph-server';

useGraphServer();

const APP = '884422';
const bytes = Buffer.from('%PDF-1.7 a sample');
let opened: Readable[] = [];
const file = (part: Partial<SampleFile> = {}): SampleFile => ({
  name: 'price list.pdf',
  mime: 'application/pdf',
  sizeBytes: bytes.length,
  open: () => {
    const stream = Readable.from([bytes]);
    opened.push(stream);
    return Promise.resolve(stream);
  },
  ...part,
});

describe('uploading a sample for the review of a template', () => {
  beforeEach(() => {
    opened = [];
  });

  it('opens a session with name, length and type, sends exactly the bytes, and answers the handle', async () => {
    graph.respond = (request, response, turn) =>
      json(turn === 1 ? { id: 'upload:AB12==?sig=x' } : { h: '4:handle' })(request, response, turn);
    expect(await graph.api().uploadSample(APP, file())).toEqual({ ok: true, value: '4:handle' });
    const [session, transfer] = graph.seen;
    const asked = new URL(session?.url ?? '', graph.origin);
    expect([session?.method, asked.pathname]).toEqual(['POST', `/v24.0/${APP}/uploads`]);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      file_name: 'price list.pdf',
      file_length: String(bytes.length),
      file_type: 'application/pdf',
    });
    expect(transfer).toMatchObject({ method: 'POST', url: '/v24.0/upload:AB12==?sig=x' });
    expect(transfer?.body).toBe(bytes.toString());
    expect(transfer?.headers).toMatchObject({
      authorization: `OAuth ${TOKEN}`,
      'content-length': String(bytes.length),
      file_offset: '0',
    });
    expect(opened[0]?.destroyed).toBe(true);
    expect(graph.logged).toMatchObject([
      ['debug', 'call done', { verb: 'openUpload' }],
      ['debug', 'call done', { verb: 'uploadSample' }],
    ]);
  });

  it('reads no byte of the file when Meta opens no session', async () => {
    graph.respond = refusal(400, 100);
    const refused = await graph.api().uploadSample(APP, file());
    expect(refused).toMatchObject({ ok: false, error: { code: 100 } });
    expect(opened).toEqual([]);
    expect(graph.seen).toHaveLength(1);
  });

  it('lets go of the file when Meta refuses it, and hands the refusal on', async () => {
    graph.respond = (request, response, turn) =>
      (turn === 1 ? json({ id: 'upload:1' }) : refusal(400, 131053))(request, response, turn);
    const refused = await graph.api().uploadSample(APP, file());
    expect(refused).toMatchObject({ ok: false, error: { code: 131053 } });
    expect(opened[0]?.destroyed).toBe(true);
  });

  it('asks nobody with an app id that could lead to another address', async () => {
    for (const id of ['', 'me/..', '1?x=2'])
      expect(await graph.api().uploadSample(id, file())).toMatchObject({
        ok: false,
        error: { details: 'appId', title: 'appId must be an id of Meta: digits only' },
      });
    expect(graph.seen).toEqual([]);
  });

  it('follows no session that names another place', async () => {
    graph.respond = json({ id: '../../elsewhere' });
    expect(await graph.api().uploadSample(APP, file())).toMatchObject({
      ok: false,
      error: { class: 'transient', title: 'Meta answered in an unknown form' },
    });
    expect(graph.seen).toHaveLength(1);
  });
});
