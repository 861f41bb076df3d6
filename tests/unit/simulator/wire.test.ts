import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { parseMultipart, boundaryOf } from '../../../simulator/src/http/multipart';
import { asciiJson } from '../../../simulator/src/kernel/json';
import { packChanges, signatureOf } from '../../../simulator/src/webhooks/pack';

describe('bytes of a webhook', () => {
  it('are ASCII whatever the text, and parse back to the same value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = asciiJson({ text });
        expect(/^[\x00-\x7f]*$/.test(written)).toBe(true);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ text })));
      })
    );
    expect(asciiJson('ş€😀')).toBe('"\\u015f\\u20ac\\ud83d\\ude00"');
  });
  it('carry a signature over exactly these bytes', () => {
    const change = { wabaId: '1', field: 'messages', value: { text: 'ş' }, time: null };
    const bytes = packChanges([change], 'changes');
    expect(signatureOf(bytes, 'secret')).toBe(
      `sha256=${createHmac('sha256', 'secret').update(bytes).digest('hex')}`
    );
  });
  it('join the statuses of one number when merging, and lose none', () => {
    const status = (id: string, pnid: string) => ({
      wabaId: '1',
      field: 'messages',
      time: null,
      value: { metadata: { phone_number_id: pnid }, statuses: [{ id }] },
    });
    const merged = JSON.parse(
      packChanges([status('a', 'n1'), status('b', 'n2'), status('c', 'n1')], 'merged').toString()
    ) as {
      entry: { changes: { value: { statuses: { id: string }[] } }[] }[];
    };
    const lists = merged.entry.flatMap((e) =>
      e.changes.map((c) => c.value.statuses.map((s) => s.id))
    );
    expect(lists).toEqual([['a', 'c'], ['b']]);
  });
  it('keep messages apart from changes that carry an entry time', () => {
    const packed = JSON.parse(
      packChanges(
        [
          { wabaId: '1', field: 'messages', value: {}, time: null },
          { wabaId: '1', field: 'account_update', value: {}, time: 5 },
        ],
        'changes'
      ).toString()
    ) as { entry: { time?: number }[] };
    expect(packed.entry.map((entry) => entry.time)).toEqual([undefined, 5]);
  });
});

describe('multipart bodies', () => {
  const build = (bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(
        '--b1\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n--b1\r\nContent-Disposition: form-data; name="file"; filename="a \\"b\\".bin"\r\nContent-Type: image/png\r\n\r\n'
      ),
      bytes,
      Buffer.from('\r\n--b1--\r\n'),
    ]);
  it('give back the bytes of a file exactly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (content) => {
        const file = Buffer.from(content);
        if (file.includes('\r\n--b1')) return;
        const parts = parseMultipart(build(file), 'b1');
        expect(parts?.[1]?.bytes.equals(file)).toBe(true);
        expect(parts?.[1]?.filename).toBe('a "b".bin');
        expect(parts?.[0]?.bytes.toString()).toBe('whatsapp');
      })
    );
  });
  it('that are cut short are refused', () => {
    const whole = build(Buffer.from('content'));
    expect(parseMultipart(whole.subarray(0, whole.length - 10), 'b1')).toBeNull();
  });
  it('name their boundary quoted or bare', () => {
    expect([
      boundaryOf('multipart/form-data; boundary="x y"'),
      boundaryOf('multipart/form-data; boundary=abc'),
    ]).toEqual(['x y', 'abc']);
  });
});
