import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { begun } from '../../../admin/src/pages/Inbox/hooks/useBegun';
import type { MessageView } from '../../../server/src/contracts/conversations';
import { aJpeg, aPdf } from '../../support/files';
import { messageOf } from '../../support/message-views';
import { isDeed, refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { SomeThread } from '../../support/some-thread';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('tablet');

const nothing = () => undefined;
const SEND = 'POST /whatsapp/conversations/1/messages';

/** The browser's upload, answered at once with what the server would say. */
const answerUploads = (answer: { status: number; body: object }) => {
  class Upload {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    onload?: () => void;
    status = answer.status;
    responseText = JSON.stringify(answer.body);
    open = nothing;
    setRequestHeader = nothing;
    abort = nothing;
    send = () => {
      this.upload.onprogress?.({ loaded: 1, total: 2 });
      setTimeout(() => this.onload?.(), 0);
    };
  }
  Object.assign(window, { XMLHttpRequest: Upload });
};
const real = window.XMLHttpRequest;
afterEach(() => {
  begun.clear();
  Object.assign(window, { XMLHttpRequest: real });
});

const kept = (id: number, name: string) => ({
  id,
  name,
  mime: 'application/pdf',
  kind: 'document',
  voice: false,
  sizeBytes: 100,
});

const open = async (
  messages: MessageView[] = [messageOf(1)],
  answer: Routes[string] = messageOf(9, { direction: 'out', state: 'accepted' })
) => {
  const view = await renderAdmin(<SomeThread />, {
    locale: 'en',
    routes: {
      'GET /whatsapp/conversations/1/messages': { messages, events: [], nextCursor: null },
      [SEND]: answer,
    },
  });
  await screen.findByTestId('thread');
  return view;
};

const fileOf = (bytes: Buffer, name: string, type: string): File => {
  const file = new File([new Uint8Array(bytes)], name, { type });
  // jsdom's pieces of a file cannot be read as bytes.
  Object.assign(file, {
    slice: (from: number, to: number) => ({
      arrayBuffer: () => Promise.resolve(new Uint8Array(bytes.subarray(from, to)).buffer),
    }),
  });
  return file;
};
const choose = (...files: File[]) =>
  fireEvent.change(screen.getByTestId('attach-input'), { target: { files } });
const chip = () => screen.findByTestId('attachment');
const sendButton = () => screen.getByTestId('composer-send');

describe('attaching files', () => {
  beforeAll(() =>
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: nothing })
  );

  it('[C-18] says the limit before anything is sent, and holds the message back', async () => {
    const { calls } = await open();
    choose(fileOf(aJpeg(5 * 1024 * 1024 + 1), 'tatil.jpg', 'image/jpeg'));
    const limits = { size: '5\\.2 .*', limit: '5 MB' };
    await screen.findByText(new RegExp(en('inbox.attach.too-large.image', limits)));
    expect(screen.getByRole('button', { name: en('inbox.attach.shrink') })).toBeTruthy();
    expect(sendButton().hasAttribute('disabled')).toBe(true);
    fireEvent.click(
      screen.getByRole('button', { name: en('inbox.attach.remove', { name: 'tatil.jpg' }) })
    );
    expect(screen.queryByTestId('attachment')).toBeNull();
    expect(calls.filter(isDeed)).toEqual([]);
  });

  it('[C-18] refuses by content: a page named like a picture', async () => {
    await open();
    choose(fileOf(Buffer.from('<html>'), 'foto.jpg', 'image/jpeg'));
    await screen.findByText(en('inbox.attach.why.type'));
    expect((await chip()).dataset.state).toBe('refused');
  });

  it('says that a file cannot be read, and looks at it again when asked', async () => {
    answerUploads({ status: 200, body: kept(44, 'teklif.pdf') });
    await open();
    const file = fileOf(aPdf(), 'teklif.pdf', 'application/pdf');
    const { slice } = file;
    // It was moved or changed since it was chosen.
    const lost = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    Object.assign(file, { slice: () => ({ arrayBuffer: lost }) });
    choose(file);
    await screen.findByText(en('inbox.attach.unreadable'));
    expect((await chip()).dataset.state).toBe('failed');
    expect(sendButton().hasAttribute('disabled')).toBe(true);
    Object.assign(file, { slice });
    fireEvent.click(screen.getByRole('button', { name: en('inbox.attach.retry') }));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('done'));
    expect(sendButton().hasAttribute('disabled')).toBe(false);
  });

  it('[C-15] an uploaded document goes with the text as its caption', async () => {
    answerUploads({ status: 200, body: kept(44, 'teklif.pdf') });
    const { calls } = await open();
    choose(fileOf(aPdf(), 'teklif.pdf', 'application/pdf'));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('done'));
    fireEvent.change(screen.getByTestId('composer-input'), { target: { value: 'Buyurun' } });
    fireEvent.click(sendButton());
    await waitFor(() =>
      expect(calls.find(({ path, method }) => `${method} ${path}` === SEND)?.body).toMatchObject({
        type: 'media',
        file: { from: 'attached', id: 44 },
        caption: 'Buyurun',
      })
    );
    expect(screen.queryByTestId('attachment')).toBeNull();
  });

  it('the focus is in the caption once a file was chosen', async () => {
    answerUploads({ status: 200, body: kept(44, 'teklif.pdf') });
    await open();
    act(() => screen.getByTestId('attach').focus());
    choose(fileOf(aPdf(), 'teklif.pdf', 'application/pdf'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('composer-input')));
  });

  it('a picture that may go as a document goes as one when asked', async () => {
    answerUploads({ status: 200, body: { ...kept(45, 'plan.jpg'), kind: 'image' } });
    const { calls } = await open();
    choose(fileOf(aJpeg(), 'plan.jpg', 'image/jpeg'));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('done'));
    fireEvent.click(screen.getByRole('button', { name: en('inbox.attach.as-document') }));
    fireEvent.click(sendButton());
    await waitFor(() =>
      expect(calls.find(({ path, method }) => `${method} ${path}` === SEND)?.body).toMatchObject({
        as: 'document',
      })
    );
  });

  it('a failed upload can be tried again and keeps the message', async () => {
    answerUploads({ status: 503, body: { error: { message: 'busy', status: 503, details: {} } } });
    await open();
    choose(fileOf(aPdf(), 'a.pdf', 'application/pdf'));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('failed'));
    expect(sendButton().hasAttribute('disabled')).toBe(true);
    answerUploads({ status: 200, body: kept(46, 'a.pdf') });
    fireEvent.click(screen.getByRole('button', { name: en('inbox.attach.retry') }));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('done'));
  });

  it('[C-11] a document that was refused as the window was closed goes again with its words, uploaded once', async () => {
    answerUploads({ status: 200, body: kept(48, 'teklif.pdf') });
    let attempt = 0;
    const { calls } = await open([messageOf(1)], ({ body }: Call) => {
      attempt += 1;
      const { clientId } = body as { clientId: string };
      return attempt === 1
        ? refuse(422, { kind: 'window-closed' })
        : messageOf(9, { direction: 'out', state: 'accepted', clientId });
    });
    choose(fileOf(aPdf(), 'teklif.pdf', 'application/pdf'));
    await waitFor(async () => expect((await chip()).dataset.state).toBe('done'));
    fireEvent.change(screen.getByTestId('composer-input'), { target: { value: 'Buyurun' } });
    fireEvent.click(sendButton());
    fireEvent.click(await screen.findByRole('button', { name: en('inbox.attach.retry') }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: en('inbox.attach.retry') })).toBeNull()
    );
    const bodies = calls.filter(isDeed).map(({ body }) => body);
    expect(bodies[0]).toMatchObject({ file: { from: 'attached', id: 48 }, caption: 'Buyurun' });
    expect(bodies).toEqual([bodies[0], bodies[0]]);
    expect(screen.getAllByTestId('bubble').map(({ dataset }) => dataset['state'])).toEqual([
      'received',
      'accepted',
    ]);
  });

  it('a pasted picture is attached', async () => {
    answerUploads({ status: 200, body: { ...kept(47, 'x.jpg'), kind: 'image' } });
    await open();
    fireEvent.paste(screen.getByTestId('composer-input'), {
      clipboardData: { files: [fileOf(aJpeg(), 'image.jpg', 'image/jpeg')] },
    });
    await chip();
  });

  it('the next message quotes the one that was chosen', async () => {
    const { calls } = await open([messageOf(3, { wamid: 'wamid.3' })]);
    fireEvent.click(screen.getByRole('button', { name: en('inbox.bubble.reply') }));
    expect(await screen.findByTestId('quote-bar')).toBeTruthy();
    fireEvent.change(screen.getByTestId('composer-input'), { target: { value: 'Evet' } });
    fireEvent.click(sendButton());
    await waitFor(() =>
      expect(calls.find(({ path, method }) => `${method} ${path}` === SEND)?.body).toMatchObject({
        replyTo: 3,
      })
    );
  });

  it('keeps files and the quoted message while another conversation is looked at, and forgets pictures that are taken away', async () => {
    const forgotten = jest.spyOn(URL, 'revokeObjectURL');
    answerUploads({ status: 200, body: kept(4, 'tatil.jpg') });
    const messages = [messageOf(1, { wamid: 'wamid.1' })];
    const first = await open(messages);
    choose(fileOf(aJpeg(500), 'tatil.jpg', 'image/jpeg'));
    await waitFor(async () => expect((await chip()).textContent).toContain('tatil.jpg'));
    fireEvent.keyDown(screen.getByTestId('composer-input'), { key: 'ArrowUp' });
    expect(await screen.findByTestId('quote-bar')).toBeTruthy();
    first.unmount();
    const { person } = await open(messages);
    expect((await chip()).textContent).toContain('tatil.jpg');
    expect(screen.getByTestId('quote-bar')).toBeTruthy();
    expect(forgotten).not.toHaveBeenCalled();
    await person.click(
      screen.getByRole('button', { name: en('inbox.attach.remove', { name: 'tatil.jpg' }) })
    );
    await waitFor(() => expect(screen.queryByTestId('attachment')).toBeNull());
    expect(forgotten).toHaveBeenCalledWith('blob:x');
  });
});
