import { inflateSync } from 'node:zlib';
import { startStage, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const makeCode = async (message: string, image = 'PNG', number = stage.pnid): Promise<Json> => {
  const wish = { prefilled_message: message, generate_qr_image: image };
  return (await stage.call('POST', `${number}/message_qrdls`, wish)).body;
};
const picture = async (address: unknown): Promise<{ type: string | null; bytes: Buffer }> => {
  const response = await fetch(String(address));
  expect(response.status).toBe(200);
  return {
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
};

/** Width, height and bits per row of a PNG, whose rows are unpacked: rejects what is no picture. */
const readPng = (bytes: Buffer): { width: number; height: number; rows: number } => {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[bytes[25] ?? -1] ?? 0;
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const rowBytes = 1 + Math.ceil((width * channels * (bytes[24] ?? 0)) / 8);
  return { width, height, rows: inflateSync(Buffer.concat(data)).length / rowBytes };
};

describe('the QR code of a number', () => {
  it('opens the chat with that number and its text, as the link in it does', async () => {
    const [, second] = stage.sim.account.phoneNumberIds;
    const made = await makeCode('Ist offen?', 'SVG', second);
    const link = String(made['deep_link_url']);
    expect(stage.sim.control.link(link)).toEqual({ phoneNumberId: second, text: 'Ist offen?' });
    expect(stage.sim.control.link(`${link.replace('https://', '')}/`)).toMatchObject({
      phoneNumberId: second,
    });
  });

  it('opens what it was changed to, and nothing when it was deleted', async () => {
    const { code, deep_link_url: link } = await makeCode('Hello');
    const path = `${stage.pnid}/message_qrdls`;
    await stage.call('POST', path, { code, prefilled_message: 'Bye' });
    expect(stage.sim.control.link(String(link)).text).toBe('Bye');
    await stage.call('DELETE', `${path}/${String(code)}`);
    expect(() => stage.sim.control.link(String(link))).toThrow('No QR code');
  });

  it('has a PNG picture at an address of the simulator, without a token', async () => {
    const made = await makeCode('Hello');
    expect(String(made['qr_image_url'])).toContain(stage.sim.url);
    const { type, bytes } = await picture(made['qr_image_url']);
    expect(type).toBe('image/png');
    const { width, height, rows } = readPng(bytes);
    expect(width).toBeGreaterThanOrEqual(200);
    expect({ height, rows }).toEqual({ height: width, rows: width });
    const other = await picture((await makeCode('Hello'))['qr_image_url']);
    expect(other.bytes.equals(bytes)).toBe(false);
  });

  it('has an SVG picture when that was asked for', async () => {
    const { type, bytes } = await picture((await makeCode('Hello', 'SVG'))['qr_image_url']);
    expect(type).toBe('image/svg+xml');
    expect(bytes.toString()).toMatch(
      /^<svg [^>]*viewBox="0 0 (\d+) \1"[\s\S]*<path [\s\S]*<\/svg>\s*$/
    );
  });

  it('has no picture after it was deleted, and none in another format', async () => {
    const { code, qr_image_url: address } = await makeCode('Hello');
    expect((await fetch(String(address).replace('.png', '.gif'))).status).toBe(404);
    await stage.call('DELETE', `${stage.pnid}/message_qrdls/${String(code)}`);
    expect((await fetch(String(address))).status).toBe(404);
  });

  it('is listed by the control API with the picture that the phone shows', async () => {
    expect(stage.sim.control.codes()).toEqual([]);
    const { code } = await makeCode('Hello');
    const list = (await (await fetch(`${stage.sim.url}/_sim/qr-codes`)).json()) as Json[];
    expect(list).toEqual([
      {
        code,
        phoneNumberId: stage.pnid,
        text: 'Hello',
        link: `https://wa.me/message/${String(code)}`,
        picture: `/_qr/${String(code)}.svg`,
      },
    ]);
    expect((await picture(`${stage.sim.url}${String(list[0]?.['picture'])}`)).type).toBe(
      'image/svg+xml'
    );
    const opened = stage.sim.control.link(String(list[0]?.['link']));
    stage.sim.control.act.text(AYSE, opened.text, opened);
    expect(stage.sim.control.thread(AYSE, stage.pnid)).toHaveLength(1);
  });
});
