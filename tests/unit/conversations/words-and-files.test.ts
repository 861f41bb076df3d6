import { explainError } from '../../../server/src/cloud-api/errors';
import { errorWords } from '../../../server/src/conversations/domain/error-words';
import { safeFilename, servedAs, storedMedia } from '../../../server/src/media/domain/serving';

describe('words for an error', () => {
  it.each(['en', 'tr'] as const)('[M-33] of Meta’s table are the table’s own (%s)', (locale) => {
    const { text, advice } = explainError(131026, locale);
    const stored = { errorClass: 'recipient-permanent', errorCode: 131026, errorText: 'raw' };
    expect(errorWords(stored, locale)).toEqual({
      code: 131026,
      class: 'recipient-permanent',
      retryable: false,
      title: text,
      advice,
    });
  });

  it.each([
    ['en', 'Not sent', 'Check the details and try again.'],
    ['tr', 'Gönderilmedi', 'Ayrıntıları kontrol edip yeniden deneyin.'],
  ] as const)('[M-33] that nobody knows are general ones (%s)', (locale, title, advice) => {
    const base = { code: 999_999, class: 'request', retryable: false };
    const stored = { errorClass: 'request', errorCode: 999_999 };
    expect(errorWords({ ...stored, errorText: 'what Meta said' }, locale)).toEqual({
      ...base,
      title: 'what Meta said',
      advice,
    });
    expect(errorWords({ ...stored, errorText: null }, locale)).toEqual({ ...base, title, advice });
  });
});

describe('the type of a file', () => {
  it.each([
    [[undefined, ' Image/PNG '], 'image/png', true],
    [['image/png ; q=1'], 'image/png', true],
    [['nonsense', 'application/zip'], 'application/zip', false],
    [[], 'application/octet-stream', false],
    [['application/octet-stream'], 'application/octet-stream', false],
  ])('of %j is %s, shown in place: %s', (candidates, type, inline) => {
    expect(servedAs(candidates)).toEqual({ type, inline });
  });
});

describe('the name of a file', () => {
  it.each([
    ['...hidden.pdf', 'hidden.pdf'],
    ['  a b.pdf  ', 'a b.pdf'],
    ['\u0007 a.pdf', 'a.pdf'],
    ['folder/', null],
    ['', null],
    ['..', null],
    [null, null],
    [undefined, null],
    ['x'.repeat(151), 'x'.repeat(150)],
    [`${'x'.repeat(149)}😀`, 'x'.repeat(149)],
  ])('written %j becomes %j', (name, wanted) => {
    expect(safeFilename(name)).toBe(wanted);
  });
});

describe('the file of a message', () => {
  const stored = (media: unknown) => storedMedia({ media });

  it('is taken with its type and name', () => {
    expect(stored({ id: '123', mime: 'image/png', filename: 'a.png' })).toEqual({
      id: '123',
      mime: 'image/png',
      filename: 'a.png',
    });
  });

  it('has no type or name where these are no text', () => {
    expect(stored({ id: '1', mime: 7, filename: {} })).toEqual({
      id: '1',
      mime: null,
      filename: null,
    });
  });

  it.each(['', 'x1', '1x', '1/me', 123, null, '1'.repeat(65)])('is none with the id %p', (id) => {
    expect(stored({ id })).toBeNull();
  });

  it.each(['text', undefined, 7])('is none where %p is in its place', (media) => {
    expect(stored(media)).toBeNull();
  });
});
