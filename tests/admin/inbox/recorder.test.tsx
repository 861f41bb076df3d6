import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { VoiceButton, VoiceLine } from '../../../admin/src/pages/Inbox/components/VoiceButton';
import { useRecorder } from '../../../admin/src/pages/Inbox/hooks/useRecorder';
import { renderAdmin } from '../../support/render-admin';
import { OPUS_HEAD, opusInWebm } from '../../support/opus-webm';
import { en } from '../../support/words';

/** A microphone that gives three packets of sound once it is stopped. */
class FakeRecorder {
  static takes = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2'];
  static isTypeSupported = (mime: string) => FakeRecorder.takes.includes(mime);
  state = 'inactive';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.ondataavailable?.({ data: new Blob([opusInWebm()]) });
    this.onstop?.();
  }
}
const stopped = jest.fn();
const microphone = { getTracks: () => [{ stop: stopped }] };
const use = (getUserMedia: () => Promise<unknown>) =>
  Object.assign(navigator, { mediaDevices: { getUserMedia } });

const bytesOf = (file: File): Promise<Buffer> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(Buffer.from(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(file);
  });

describe('a voice message in the composer', () => {
  const recorded = jest.fn<void, [File, boolean]>();
  const Voice = () => {
    const recorder = useRecorder(recorded);
    return (
      <>
        <VoiceLine recorder={recorder} />
        <VoiceButton recorder={recorder} />
      </>
    );
  };
  const open = () => renderAdmin(<Voice />, { locale: 'en' });
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

  beforeAll(() => Object.assign(globalThis, { MediaRecorder: FakeRecorder }));
  beforeEach(() => {
    recorded.mockClear();
    stopped.mockClear();
    use(() => Promise.resolve(microphone));
  });

  it('becomes OPUS in OGG where the browser records WebM, and the microphone is let go', async () => {
    await open();
    press(en('inbox.voice.start'));
    const done = await screen.findByRole('button', { name: en('inbox.voice.done') });
    expect(document.activeElement).toBe(done);
    fireEvent.click(done);
    await waitFor(() => expect(recorded).toHaveBeenCalledTimes(1));
    const [file, voice] = recorded.mock.calls[0] ?? [];
    expect(voice).toBe(true);
    expect(file?.name).toMatch(/^voice-.*\.ogg$/);
    const bytes = await bytesOf(file ?? new File([], ''));
    expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
    expect([...bytes.subarray(28, 28 + OPUS_HEAD.length)]).toEqual(OPUS_HEAD);
    expect(stopped).toHaveBeenCalledTimes(1);
  });

  it('that is discarded goes nowhere, and the focus is where it began', async () => {
    await open();
    press(en('inbox.voice.start'));
    fireEvent.click(await screen.findByRole('button', { name: en('inbox.voice.discard') }));
    const again = await screen.findByRole('button', { name: en('inbox.voice.start') });
    expect(document.activeElement).toBe(again);
    expect(stopped).toHaveBeenCalledTimes(1);
    expect(recorded).not.toHaveBeenCalled();
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
  ] as const)('after %s the remedy is said', async (name, why) => {
    use(() => Promise.reject(new DOMException('', name)));
    await open();
    press(en('inbox.voice.start'));
    const remedy = await screen.findByText(en(`inbox.voice.${why}`));
    expect(remedy.getAttribute('role')).toBe('status');
  });

  it('nobody listens when the conversation was left while the browser asked', async () => {
    let allow: (stream: unknown) => void = () => undefined;
    use(() => new Promise((resolve) => (allow = resolve)));
    const { unmount } = await open();
    press(en('inbox.voice.start'));
    unmount();
    await act(async () => {
      allow(microphone);
      await Promise.resolve();
    });
    expect(stopped).toHaveBeenCalledTimes(1);
  });
});
