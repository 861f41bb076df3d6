import fc from 'fast-check';
import { template } from '../../../server/src/cloud-api/messages';
import { checkAgainstStructure } from '../../../server/src/cloud-api/template-check';
import {
  buildTemplateComponents,
  checkSlots,
  type SlotValue,
} from '../../../server/src/cloud-api/template-components';
import { previewTemplate } from '../../../server/src/cloud-api/template-preview';
import { shapeOf } from '../../../server/src/cloud-api/template-shape';
import { anyTemplate, full, named, oneTimeCode, order } from './template-fixtures';

describe('buildTemplateComponents', () => {
  it('builds what Meta documents for a positional template', () => {
    expect(buildTemplateComponents(order, full, { payloads: { 0: 'STOP_PROMO' } })).toEqual({
      ok: true,
      value: [
        { type: 'header', parameters: [{ type: 'image', image: { id: '1037543291543636' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ada' },
            { type: 'text', text: '#1007' },
          ],
        },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: 'STOP_PROMO' }],
        },
        {
          type: 'button',
          sub_type: 'url',
          index: '1',
          parameters: [{ type: 'text', text: '1007?x=1' }],
        },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: '4',
          parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
        },
      ],
    });
  });

  it('names the parameters of a named template', () => {
    const values = { 'header.number': '#1', 'body.first_name': 'Ada', 'body.day': 'today' };
    expect(buildTemplateComponents(shapeOf(named.components, 'NAMED'), values)).toEqual({
      ok: true,
      value: [
        { type: 'header', parameters: [{ type: 'text', text: '#1', parameter_name: 'number' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ada', parameter_name: 'first_name' },
            { type: 'text', text: 'today', parameter_name: 'day' },
          ],
        },
      ],
    });
  });

  it('puts the one code into text and button', () => {
    expect(
      buildTemplateComponents(shapeOf(oneTimeCode.components), { 'body.1': '123456' })
    ).toEqual({
      ok: true,
      value: [
        { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
        {
          type: 'button',
          sub_type: 'url',
          index: '0',
          parameters: [{ type: 'text', text: '123456' }],
        },
      ],
    });
  });

  it('builds nothing for a template without places', () => {
    expect(
      buildTemplateComponents(shapeOf([{ type: 'BODY', text: 'Hello' }]), { 'body.9': 'x' })
    ).toEqual({ ok: true, value: [] });
  });

  const media = (format: string, header: SlotValue): unknown => {
    const shape = shapeOf([
      { type: 'HEADER', format },
      { type: 'BODY', text: 'x' },
    ]);
    const built = buildTemplateComponents(shape, { header });
    return built.ok ? built.value[0]?.parameters[0] : built.error[0]?.kind;
  };

  it('takes a file as id, as address or as object, and a file name only for documents', () => {
    expect(media('IMAGE', ' 12345 ')).toEqual({ type: 'image', image: { id: '12345' } });
    expect(media('VIDEO', 'https://a.example/x.mp4')).toEqual({
      type: 'video',
      video: { link: 'https://a.example/x.mp4' },
    });
    expect(media('IMAGE', { id: '1', filename: 'x.png' })).toEqual({
      type: 'image',
      image: { id: '1' },
    });
    expect(media('IMAGE', { link: 'https://a.example/x.png' })).toEqual({
      type: 'image',
      image: { link: 'https://a.example/x.png' },
    });
    expect(media('DOCUMENT', { id: '1', filename: 'x.pdf' })).toEqual({
      type: 'document',
      document: { id: '1', filename: 'x.pdf' },
    });
    expect(media('DOCUMENT', 'x.pdf')).toBe('bad-format');
    expect(media('IMAGE', 'ftp://a.example/x')).toBe('bad-format');
    expect(media('IMAGE', { id: 'abc' })).toBe('bad-format');
    expect(media('IMAGE', { latitude: 1, longitude: 2 })).toBe('bad-format');
  });

  it('takes a place as text or as object', () => {
    expect(media('LOCATION', '52.52, -13.4, Depot, Street 1, Berlin')).toEqual({
      type: 'location',
      location: {
        latitude: '52.52',
        longitude: '-13.4',
        name: 'Depot',
        address: 'Street 1, Berlin',
      },
    });
    expect(media('LOCATION', '52.52,13')).toEqual({
      type: 'location',
      location: { latitude: '52.52', longitude: '13' },
    });
    expect(media('LOCATION', { latitude: 1, longitude: 2 })).toEqual({
      type: 'location',
      location: { latitude: 1, longitude: 2 },
    });
    for (const wrong of ['91,0', '0,181', 'Berlin', '52.52', { id: '1' }])
      expect(media('LOCATION', wrong)).toBe('bad-format');
  });
});

describe('checkSlots', () => {
  it.each(['header', 'body.1', 'body.2', 'button.1', 'button.4'])(
    '[T-32] refuses a template without its value %s',
    (key) => {
      for (const gap of [undefined, '', '   ']) {
        expect(checkSlots(order, { ...full, [key]: gap })).toEqual([
          { slot: key, kind: 'missing', message: `${key} has no value` },
        ]);
        expect(buildTemplateComponents(order, { ...full, [key]: gap }).ok).toBe(false);
      }
    }
  );

  it('passes when all is there', () => {
    expect(checkSlots(order, full)).toEqual([]);
  });

  it.each(['a\nb', 'a\rb', 'a\tb', 'a\u2028b', 'a\u2029b', 'a     b'])(
    'refuses the text %j, which Meta would refuse',
    (value) => {
      expect(checkSlots(order, { ...full, 'body.1': value })).toMatchObject([
        { slot: 'body.1', kind: 'not-allowed' },
      ]);
    }
  );

  it('allows four spaces in a row', () => {
    expect(checkSlots(order, { ...full, 'body.1': 'a    b' })).toEqual([]);
  });

  it.each([
    { key: 'body.1', kind: 'too-long', limit: 1024, value: 'x'.repeat(1025) },
    { key: 'button.1', kind: 'too-long', limit: 2000, value: 'x'.repeat(2001) },
    { key: 'button.4', kind: 'too-long', limit: 15, value: 'x'.repeat(16) },
    { key: 'button.4', kind: 'bad-format', limit: undefined, value: 'SAVE-10' },
    { key: 'button.1', kind: 'not-allowed', limit: undefined, value: 'a b' },
  ])('refuses a value of $key as $kind (limit $limit)', ({ key, kind, limit, value }) => {
    const [problem] = checkSlots(order, { ...full, [key]: value });
    expect(problem).toMatchObject({ slot: key, kind });
    expect(problem?.limit).toBe(limit);
  });

  it('refuses a text place filled with an object', () => {
    expect(checkSlots(order, { ...full, 'body.1': { id: '1' } })).toMatchObject([
      { slot: 'body.1', kind: 'bad-format' },
    ]);
  });

  it('refuses a code that is too long or no code', () => {
    const shape = shapeOf(oneTimeCode.components);
    expect(checkSlots(shape, { 'body.1': '1'.repeat(15) })).toEqual([]);
    expect(checkSlots(shape, { 'body.1': '1'.repeat(16) })).toMatchObject([
      { kind: 'too-long', limit: 15 },
    ]);
    expect(checkSlots(shape, { 'body.1': '12 34' })).toMatchObject([{ kind: 'bad-format' }]);
    expect(checkSlots(shape, { 'body.1': '12👍' })).toMatchObject([{ kind: 'bad-format' }]);
  });

  it('measures the whole text, not each value alone', () => {
    const shape = shapeOf([{ type: 'BODY', text: '{{1}} and {{2}}' }]);
    const half = 'x'.repeat(509);
    expect(checkSlots(shape, { 'body.1': half, 'body.2': `${half}x` })).toEqual([]);
    expect(checkSlots(shape, { 'body.1': half, 'body.2': `${half}xx` })).toEqual([
      {
        slot: 'body',
        kind: 'too-long',
        limit: 1024,
        message: 'body becomes 1025 characters long; 1024 are allowed',
      },
    ]);
  });

  it('measures the whole header and the whole address', () => {
    const shape = shapeOf([
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'x' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://a.example/{{1}}' }] },
    ]);
    expect(checkSlots(shape, { header: 'x'.repeat(54), 'button.0': 'y'.repeat(1982) })).toEqual([]);
    expect(checkSlots(shape, { header: 'x'.repeat(55), 'button.0': 'y' })).toMatchObject([
      { slot: 'header', limit: 60 },
    ]);
    expect(checkSlots(shape, { header: 'x'.repeat(61), 'button.0': 'y' })).toMatchObject([
      { slot: 'header', limit: 60 },
    ]);
    expect(checkSlots(shape, { header: 'x', 'button.0': 'y'.repeat(1983) })).toMatchObject([
      { slot: 'button.0', limit: 2000 },
    ]);
  });

  it('[T-32] refuses a template with a part that cannot be filled', () => {
    expect(
      checkSlots(shapeOf([{ type: 'BODY', text: 'x' }, { type: 'CAROUSEL' }]), {})
    ).toMatchObject([{ slot: 'CAROUSEL', kind: 'unsupported' }]);
  });

  it('refuses an empty or too long payload of a quick reply', () => {
    expect(checkSlots(order, full, { payloads: { 0: 'x'.repeat(128) } })).toEqual([]);
    expect(checkSlots(order, full, { payloads: { 0: 'x'.repeat(129) } })).toMatchObject([
      { slot: 'button.0', limit: 128 },
    ]);
    expect(checkSlots(order, full, { payloads: { 0: '' } })).toMatchObject([{ slot: 'button.0' }]);
  });
});

// Made once: building such a generator costs more than a run.
const fileValue = fc.constantFrom<SlotValue>(
  '123',
  'https://a.example/f',
  { id: '9', filename: 'f.pdf' },
  { link: 'https://a.example/f' }
);
const placeValue = fc.constantFrom<SlotValue>('1,2', '1.5,-2,Depot', {
  latitude: 1,
  longitude: 2,
  name: 'D',
});
const codeValue = fc.constantFrom('1', 'SAVE10', '123456', 'ABCDEFGHIJKLMNO');
const textValue = fc.oneof(
  { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  { weight: 4, arbitrary: fc.constantFrom('Ada', '{{1}}', '$&', 'a b', 'é👍', '$1 {{2}}') },
  { weight: 1, arbitrary: fc.constantFrom('', 'a\nb', '     ') }
);

const valueFor = (kind: string): fc.Arbitrary<SlotValue> => {
  if (kind === 'image' || kind === 'video' || kind === 'document') return fileValue;
  if (kind === 'location') return placeValue;
  return kind === 'coupon' || kind === 'otp' ? codeValue : textValue;
};

const filled = anyTemplate.chain((t) => {
  const shape = shapeOf(t.components, t.parameterFormat);
  const values: fc.Arbitrary<Record<string, SlotValue>> = fc.record(
    Object.fromEntries(shape.slots.map((slot) => [slot.key, valueFor(slot.kind)]))
  );
  return values.map((v) => ({ structure: t, shape, values: v }));
});

describe('building, checking and showing', () => {
  it('[T-32] agree: what the builder accepts fits the structure, so 132000 and 132012 cannot happen', () => {
    fc.assert(
      fc.property(filled, ({ structure, shape, values }) => {
        const built = buildTemplateComponents(shape, values);
        if (!built.ok) return;
        const content = template('t', 'en', built.value);
        if (content.type !== 'template') throw new Error('not a template');
        expect(checkAgainstStructure(content.template, structure)).toEqual([]);
      }),
      { numRuns: 500 }
    );
  });

  it('[T-32] agree: without any one component or parameter the structure check refuses', () => {
    fc.assert(
      fc.property(filled, fc.nat(), ({ structure, shape, values }, n) => {
        const built = buildTemplateComponents(shape, values);
        fc.pre(built.ok && built.value.length > 0);
        if (!built.ok) return;
        const drop = n % built.value.length;
        const less = built.value.filter((_c, i) => i !== drop);
        const empty = built.value.map((c, i) =>
          i === drop ? { ...c, parameters: c.parameters.slice(1) } : c
        );
        for (const components of [less, empty]) {
          const problems = checkAgainstStructure(
            { name: 't', language: { code: 'en' }, components },
            structure
          );
          expect(problems).not.toEqual([]);
        }
      }),
      { numRuns: 300 }
    );
  });

  it('show every text value in the preview', () => {
    fc.assert(
      fc.property(filled, ({ shape, values }) => {
        fc.pre(buildTemplateComponents(shape, values).ok);
        const preview = previewTemplate(shape, values);
        for (const slot of shape.slots) {
          const value = values[slot.key];
          if (typeof value !== 'string') continue;
          const place = {
            header: preview.header?.text,
            body: preview.text,
            button: preview.buttons[slot.buttonIndex ?? 0]?.value,
          };
          if (slot.kind === 'text' || slot.component !== 'header')
            expect(place[slot.component]).toContain(value);
        }
      })
    );
  });
});
