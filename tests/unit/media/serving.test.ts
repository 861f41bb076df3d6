import fc from 'fast-check';
import { safeFilename, servedAs, storedMedia } from '../../../server/src/media/domain/serving';

describe('how a customer’s file goes to the browser', () => {
  it.each([
    ['image/jpeg'],
    ['audio/ogg; codecs=opus'],
    ['VIDEO/MP4'],
    ['application/pdf'],
    ['image/webp'],
  ])('shows %s in place', (mime) => {
    expect(servedAs([mime])).toEqual({ type: mime.split(';')[0]?.toLowerCase(), inline: true });
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/javascript',
    'multipart/x-mixed-replace',
    'text/html\r\nX-Evil: 1',
    '',
    'nonsense',
  ])('gives %j away only as bytes to save', (mime) => {
    expect(servedAs([mime])).toEqual({ type: 'application/octet-stream', inline: false });
  });

  it('keeps the type of other documents, as something to save', () => {
    expect(servedAs(['text/csv'])).toEqual({ type: 'text/csv', inline: false });
  });

  it('takes the webhook’s type when the download names none', () => {
    expect(servedAs([null, 'image/png'])).toEqual({ type: 'image/png', inline: true });
    expect(servedAs(['application/octet-stream', 'image/png']).type).toBe('image/png');
  });

  it('never lets a page or script through, whatever Meta calls it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('html', 'svg+xml', 'xml', 'javascript'), (a, b) => {
        expect(servedAs([`${a}/${b}`]).inline).toBe(false);
      })
    );
  });

  it('makes file names safe for headers and folders', () => {
    expect(safeFilename('../../etc/passwd')).toBe('passwd');
    expect(safeFilename('C:\\temp\\fatura.pdf')).toBe('fatura.pdf');
    expect(safeFilename('a\r\nSet-Cookie: x.pdf')).toBe('aSet-Cookie: x.pdf');
    expect(safeFilename('invoice\u202Efdp.exe')).toBe('invoicefdp.exe');
    expect(safeFilename('\ud800')).toBeNull();
    expect(safeFilename('Şubat faturası.pdf')).toBe('Şubat faturası.pdf');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(() => encodeURIComponent(safeFilename(name) ?? '')).not.toThrow();
      })
    );
  });

  it('knows a file only by an id of Meta', () => {
    expect(storedMedia(null)).toBeNull();
    expect(storedMedia({ media: null })).toBeNull();
    expect(storedMedia({ media: { id: '../me' } })).toBeNull();
    expect(storedMedia({ media: { id: '123', mime: 'image/png', filename: 7 } })).toEqual({
      id: '123',
      mime: 'image/png',
      filename: null,
    });
  });
});
