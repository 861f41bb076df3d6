import fc from 'fast-check';
import {
  HEAD_BYTES,
  isVoice,
  judgeDeclared,
  judgeFile,
  MEDIA_MAX_BYTES,
  typeOfContent,
} from '../../../server/src/contracts/media-rules';
import { aDocx, aGif, aJpeg, anMp3, anMp4, aPdf, aPng, aVoice, aWebp } from '../../support/files';

const MB = 1024 * 1024;
const look = (bytes: Buffer, name = 'x', sizeBytes = bytes.length) => ({
  name,
  sizeBytes,
  head: new Uint8Array(bytes.subarray(0, HEAD_BYTES)),
});
const fileOf = (text: string, name = 'x') => look(Buffer.from(text, 'latin1'), name);

describe('what WhatsApp takes, by content', () => {
  it.each([
    [aJpeg(), 'image', 'image/jpeg'],
    [aPng(), 'image', 'image/png'],
    [aPdf(), 'document', 'application/pdf'],
    [anMp4(), 'video', 'video/mp4'],
    [anMp3(), 'audio', 'audio/mpeg'],
    [aVoice(), 'audio', 'audio/ogg'],
    [aWebp(), 'sticker', 'image/webp'],
  ])('knows file %# whatever its name says', (bytes, kind, mime) => {
    expect(judgeFile(look(bytes, 'bill.exe'))).toEqual({ ok: true, kind, mime });
  });

  it.each([
    ['ftypM4A ', 'audio/mp4'],
    ['ftyp3gp4', 'video/3gpp'],
    ['ftypheic', 'image/heic'],
    ['ftypavif', 'image/avif'],
    ['ftypqt  ', 'video/quicktime'],
    ['ftypisom........soun', 'audio/mp4'],
    ['ftypisom........soun....vide', 'video/mp4'],
    ['ftypisom........', 'video/mp4'],
  ])('tells containers apart by their brand and tracks: %s', (text, mime) => {
    expect(typeOfContent(look(Buffer.from(`\0\0\0\x18${text}....`, 'latin1')).head, 'x')).toBe(
      mime
    );
  });

  it.each([
    ['#!AMR\nabc', 'audio/amr'],
    ['\xff\xf1\x50\x80abc', 'audio/aac'],
    ['\xff\xfb\x90\x00abc', 'audio/mpeg'],
    ['RIFF....WAVEfmt ', 'audio/wav'],
    ['\x1a\x45\xdf\xa3abc', 'video/webm'],
    ['BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28', 'image/bmp'],
    ['Merhaba', 'text/plain'],
    ['a;b\r\n1;2', 'text/plain'],
    ['\x00\x01\x02', null],
  ])('reads the type of %j', (text, mime) => {
    expect(typeOfContent(fileOf(text).head, 'x')).toBe(mime);
  });

  it('needs content and name together for Office documents', () => {
    expect(judgeFile(look(aDocx(), 'a.docx'))).toMatchObject({ ok: true, kind: 'document' });
    expect(judgeFile(look(aDocx(), 'a.xlsx')).mime).toContain('spreadsheetml');
    expect(judgeFile(look(aDocx(), 'a.zip'))).toMatchObject({ ok: false, why: 'type' });
    const old = fileOf('\xd0\xcf\x11\xe0\xa1\xb1', 'a.doc');
    expect(judgeFile(old).mime).toBe('application/msword');
    expect(judgeFile({ ...old, name: 'a.msi' })).toMatchObject({ ok: false, mime: null });
  });

  it.each(['<!DOCTYPE html>', '  <html>', '<script>', '<svg xmlns', '<?xml version'])(
    'takes nothing that a browser would run: %s',
    (text) => expect(judgeFile(fileOf(text, 'a.txt'))).toMatchObject({ ok: false, why: 'type' })
  );
});

describe('limits named before sending', () => {
  it.each([
    ['image', aJpeg(64), 5 * MB],
    ['video', anMp4(64), 16 * MB],
    ['audio', anMp3(64), 16 * MB],
    ['document', aPdf(64), 100 * MB],
    ['sticker', aWebp(64), 100 * 1024],
  ])('[C-18] a %s may have exactly its limit and not a byte more', (kind, bytes, limit) => {
    expect(judgeFile(look(bytes, 'x', limit))).toMatchObject({ ok: true, kind });
    expect(judgeFile(look(bytes, 'x', limit + 1))).toMatchObject({
      ok: false,
      why: 'too-large',
      kind,
      maxBytes: limit,
    });
  });

  it('an animated sticker may have 500 KB', () => {
    const animated = Buffer.concat([aWebp(20), Buffer.from('ANIM')]);
    expect(judgeFile(look(animated, 'x', 500 * 1024)).ok).toBe(true);
    expect(judgeFile(look(animated, 'x', 500 * 1024 + 1)).ok).toBe(false);
  });

  it('as a document it keeps the limit of its own type, and no other kind can be asked for', () => {
    expect(judgeFile(look(aJpeg()), 'document')).toMatchObject({ ok: true, kind: 'document' });
    expect(judgeFile(look(aJpeg(64), 'x', 5 * MB + 1), 'document').ok).toBe(false);
    expect(judgeFile(look(aPdf()), 'image')).toMatchObject({ ok: false, why: 'type' });
  });

  it('offers to mend only what a browser can draw', () => {
    expect(judgeFile(look(aGif()))).toMatchObject({ ok: false, canShrink: true });
    expect(judgeFile(look(aJpeg(64), 'x', 9 * MB))).toMatchObject({ canShrink: true });
    expect(judgeFile(look(anMp4(64), 'x', 20 * MB))).toMatchObject({ canShrink: false });
    expect(judgeFile(look(Buffer.alloc(0)))).toMatchObject({ why: 'empty', canShrink: false });
  });

  it('judges a file of the library by its declared type alone', () => {
    expect(judgeDeclared({ sizeBytes: 10, mime: 'image/PNG; x=1' })).toMatchObject({
      ok: true,
      kind: 'image',
    });
    expect(judgeDeclared({ sizeBytes: MEDIA_MAX_BYTES.image + 1, mime: 'image/png' }).ok).toBe(
      false
    );
    expect(judgeDeclared({ sizeBytes: 10, mime: 'image/svg+xml' }).ok).toBe(false);
  });

  it('knows a voice note by its codec', () => {
    expect(isVoice('audio/ogg', new Uint8Array(aVoice()))).toBe(true);
    expect(isVoice('audio/ogg', new Uint8Array(Buffer.from('OggS....vorbis')))).toBe(false);
    expect(isVoice('audio/mpeg', new Uint8Array(aVoice()))).toBe(false);
  });

  it('never throws, and a verdict never allows more than its kind', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ maxLength: 20 }),
        fc.nat(200 * MB),
        (head, name, sizeBytes) => {
          const verdict = judgeFile({ head, name, sizeBytes });
          if (verdict.ok) {
            expect(sizeBytes).toBeGreaterThan(0);
            expect(sizeBytes).toBeLessThanOrEqual(MEDIA_MAX_BYTES[verdict.kind]);
          }
        }
      )
    );
  });
});
