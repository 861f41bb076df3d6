import { startStage, until, type Json, type Stage } from './receiver';

let stage: Stage;
let address: string;
const film = Buffer.from('....ftypisom 0123456789');

beforeEach(async () => {
  stage = await startStage();
  stage.sim.control.act.media('905321110001', { bytes: film, mimeType: 'video/mp4' });
  await until(() => stage.receiver.messages().length === 1);
  const { id } = stage.receiver.messages()[0]?.['video'] as Json;
  address = `${stage.sim.url}/_sim/media/${String(id)}`;
});
afterEach(() => stage.close());

const ask = async (range?: string) => {
  const answer = await fetch(address, range ? { headers: { range } } : {});
  return {
    status: answer.status,
    range: answer.headers.get('content-range'),
    text: await answer.text(),
  };
};

describe('the bytes of a film for the phone', () => {
  it('come whole, and tell that parts can be asked for', async () => {
    expect(await ask()).toEqual({ status: 200, range: null, text: film.toString() });
    const head = await fetch(address, { method: 'HEAD' });
    expect(head.headers.get('accept-ranges')).toBe('bytes');
  });

  it.each([
    ['bytes=4-7', 'ftyp', '4-7'],
    ['bytes=13-', '0123456789', '13-22'],
    ['bytes=-3', '789', '20-22'],
    ['bytes=20-900', '789', '20-22'],
  ])('come in the part %s that a player jumps to', async (range, text, part) => {
    expect(await ask(range)).toEqual({ status: 206, range: `bytes ${part}/23`, text });
  });

  it('do not come from beyond their end, and come whole when the range is none', async () => {
    expect(await ask('bytes=23-')).toMatchObject({ status: 416, range: 'bytes */23' });
    expect(await ask('seconds=1-2')).toMatchObject({ status: 200, text: film.toString() });
  });
});
