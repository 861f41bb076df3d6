import { fireEvent, screen, waitFor } from '@testing-library/react';
import { LibraryPicker, type LibraryKind } from '../../../admin/src/shared/LibraryPicker';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, library } from '../../support/strapi-admin';
import { en } from '../../support/words';

const stored = { id: 7, name: 'Bahar.png', mime: 'image/png', size: 12_000, url: '/a.png' };
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const aFile = (content: BlobPart, name: string) => {
  const file = new File([content], name);
  // The browser of these tests cannot read parts of files.
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Object.assign(file, { slice: () => ({ arrayBuffer: () => Promise.resolve(bytes) }) });
};

const open = async (kind: LibraryKind, routes: Routes = {}) => {
  const onPick = jest.fn();
  const onClose = jest.fn();
  const page = await renderAdmin(<LibraryPicker kind={kind} onPick={onPick} onClose={onClose} />, {
    routes: { 'POST /whatsapp/library-files': stored, ...routes },
  });
  const choose = (file: File) =>
    fireEvent.change(screen.getByTestId('upload-input'), { target: { files: [file] } });
  return { ...page, onPick, onClose, choose };
};

const inLibrary = { id: 3, name: 'eski.jpg', mime: 'image/jpeg', size: 120, url: '/eski.jpg' };
const strapisDialog = () => screen.queryByRole('dialog', { name: 'Media library' });

beforeEach(() => library.push(inLibrary));
afterEach(() => {
  library.splice(0);
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('[X-09] choosing a file of the media library', () => {
  it('is Strapi’s own dialog for who may upload there', async () => {
    await open('image');
    expect(strapisDialog()).toBeTruthy();
    expect(screen.queryByTestId('upload-file')).toBeNull();
  });

  it('uploads by our route for who may only choose, and picks the file', async () => {
    grantOnly(['read']);
    const { onPick, onClose, calls, choose } = await open('image');
    expect(strapisDialog()).toBeNull();
    expect(screen.getByTestId('upload-file')).toBeTruthy();
    choose(aFile(PNG, 'Bahar.png'));
    await waitFor(() => expect(onPick).toHaveBeenCalledWith({ ...stored, size: 12 }));
    expect(onClose).toHaveBeenCalled();
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /whatsapp/library-files',
    ]);
  });

  it('refuses by its bytes what WhatsApp does not take, and another kind, before it is uploaded', async () => {
    grantOnly(['read']);
    const { onPick, calls, choose } = await open('document');
    choose(aFile('<!doctype html><script></script>', 'Katalog.pdf'));
    expect(await screen.findByText(en('error.media-type'))).toBeTruthy();
    choose(aFile(PNG, 'Katalog.pdf'));
    expect(await screen.findByText(/Choose a document, such as a PDF/)).toBeTruthy();
    expect(calls).toEqual([]);
    expect(onPick).not.toHaveBeenCalled();
  });

  it('says why the server refused, and stays open for another file', async () => {
    grantOnly(['read']);
    const { onPick, onClose, choose } = await open('any', {
      'POST /whatsapp/library-files': refuse(422, { kind: 'media-type' }),
    });
    choose(aFile(PNG, 'Bahar.png'));
    expect(await screen.findByText(/WhatsApp does not accept this file type/)).toBeTruthy();
    expect(onPick).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('leads to what the library has already', async () => {
    grantOnly(['read']);
    const { person } = await open('image');
    await person.click(screen.getByTestId('browse-library'));
    expect(strapisDialog()).toBeTruthy();
  });
});
