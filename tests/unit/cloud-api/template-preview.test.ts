import type { SlotValue } from '../../../server/src/cloud-api/template-components';
import { lineOf, previewTemplate } from '../../../server/src/cloud-api/template-preview';
import { shapeOf } from '../../../server/src/cloud-api/template-shape';
import { full, named, order } from './template-fixtures';

describe('previewTemplate', () => {
  it('draws header, text, footer and buttons', () => {
    expect(previewTemplate(order, full)).toEqual({
      type: 'template',
      text: 'Hi Ada, order #1007 is ready, Ada.',
      header: { kind: 'image', text: null },
      footer: 'Reply STOP to end',
      buttons: [
        { type: 'quick-reply', text: 'Stop', value: null },
        { type: 'url', text: 'Track', value: 'https://s.example/o/1007?x=1' },
        { type: 'url', text: 'Home', value: 'https://s.example' },
        { type: 'phone', text: 'Call', value: '+15550001111' },
        { type: 'copy-code', text: 'Copy offer code', value: 'SAVE10' },
      ],
      media: null,
      location: null,
      contacts: [],
    });
  });

  it('shows the variable where a value is missing', () => {
    const preview = previewTemplate(order, { 'body.1': 'Ada' });
    expect(preview.text).toBe('Hi Ada, order {{2}} is ready, Ada.');
    expect(preview.buttons[1]?.value).toBe('https://s.example/o/{{1}}');
    expect(preview.buttons[4]?.value).toBeNull();
    expect(previewTemplate(shapeOf(named.components, 'NAMED'), {}).header).toEqual({
      kind: 'text',
      text: 'Order {{number}}',
    });
  });

  it('does not read a value as a pattern', () => {
    expect(previewTemplate(order, { 'body.1': '$& $1 {{2}}', 'body.2': 'x' }).text).toBe(
      'Hi $& $1 {{2}}, order x is ready, $& $1 {{2}}.'
    );
  });

  it('names the file of a document and the place of a location', () => {
    const header = (format: string, value?: SlotValue): unknown =>
      previewTemplate(
        shapeOf([
          { type: 'HEADER', format },
          { type: 'BODY', text: 'x' },
        ]),
        { header: value }
      ).header;
    expect(header('DOCUMENT', { id: '1', filename: 'bill.pdf' })).toEqual({
      kind: 'document',
      text: 'bill.pdf',
    });
    expect(header('DOCUMENT', '123')).toEqual({ kind: 'document', text: null });
    expect(header('LOCATION', { latitude: 1, longitude: 2, name: 'Depot' })).toEqual({
      kind: 'location',
      text: 'Depot',
    });
    expect(header('LOCATION', '1,2')).toEqual({ kind: 'location', text: '1,2' });
    expect(header('GIF')).toEqual({ kind: 'video', text: null });
    expect(header('PRODUCT')).toBeNull();
  });

  it('draws buttons it does not know as "other"', () => {
    const buttons = ['FLOW', 'VOICE_CALL', 'CATALOG', 'OTP'].map((type) => ({ type, text: type }));
    expect(
      previewTemplate(
        shapeOf([
          { type: 'BODY', text: 'x' },
          { type: 'BUTTONS', buttons },
        ]),
        {}
      ).buttons
    ).toEqual([
      { type: 'flow', text: 'FLOW', value: null },
      { type: 'phone', text: 'VOICE_CALL', value: null },
      { type: 'other', text: 'CATALOG', value: null },
      { type: 'copy-code', text: 'OTP', value: null },
    ]);
  });
});

describe('lineOf', () => {
  const line = (text: string | null, header: string | null = null, max?: number): string =>
    lineOf({ ...previewTemplate(order, {}), text, header: { kind: 'text', text: header } }, max);

  it('makes one line, of the header where there is no text', () => {
    expect(line(' a\n\n b\t c ')).toBe('a b c');
    expect(line('', 'Head')).toBe('Head');
    expect(line(null, null)).toBe('');
  });

  it('cuts long text without cutting a character in two', () => {
    expect(line('abcdef', null, 6)).toBe('abcdef');
    expect(line('abcdefg', null, 6)).toBe('abcde…');
    expect(line('👍👍👍👍', null, 3)).toBe('👍👍…');
    expect(line('x'.repeat(300))).toHaveLength(200);
  });
});
