import { useCallback, useEffect, useRef, useState } from 'react';
import { readWebm, writeOgg } from '../../../../../formats/opus';
import { letGo, nameMade, whyRefused, type DeviceRefusal } from '../model/device';

/**
 * Recordings that become what WhatsApp takes: OPUS in OGG is a voice note; browsers that write OPUS into WebM only have it put
 * into OGG here, the sound untouched. AAC in MP4 arrives as sound.
 */
const FORMATS = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2'];
/** Speech in good quality; up to two minutes stay below the 512 KB above which WhatsApp offers a download instead of a play button. */
const BITS_A_SECOND = 32_000;

const usable = () =>
  typeof MediaRecorder === 'undefined' || !('mediaDevices' in navigator)
    ? undefined
    : FORMATS.find((mime) => MediaRecorder.isTypeSupported(mime));

interface Recorded {
  readonly file: File;
  readonly voice: boolean;
}

/** Null when there is no sound in it. */
const finished = async (pieces: readonly Blob[], mime: string): Promise<Recorded | null> => {
  const made = (parts: readonly BlobPart[], type: string, ending: string) =>
    new File([...parts], nameMade('voice', ending, new Date()), { type });
  if (pieces.every(({ size }) => size === 0)) return null;
  if (mime.startsWith('audio/mp4')) return { file: made(pieces, mime, 'm4a'), voice: false };
  const ogg = FORMATS[0] ?? mime;
  if (mime === ogg) return { file: made(pieces, ogg, 'ogg'), voice: true };
  const sound = readWebm(new Uint8Array(await new Blob([...pieces]).arrayBuffer()));
  return sound && { file: made(writeOgg(sound) as BlobPart[], ogg, 'ogg'), voice: true };
};

export type Recording = 'off' | 'asking' | 'running' | DeviceRefusal;

/** Records from the microphone; `available` is false where the browser gives no format that WhatsApp takes. */
export const useRecorder = (onDone: (file: File, voice: boolean) => void) => {
  const [state, setState] = useState<Recording>('off');
  const [stream, setStream] = useState<MediaStream | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const wanted = useRef(true);
  const gone = useRef(false);
  const format = usable();

  const start = useCallback(async () => {
    if (!format) return;
    setState('asking');
    try {
      const source = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      // Another conversation was opened while the browser asked: nobody listens any more.
      if (gone.current) return letGo(source);
      const made = new MediaRecorder(source, {
        mimeType: format,
        audioBitsPerSecond: BITS_A_SECOND,
      });
      const pieces: Blob[] = [];
      wanted.current = true;
      made.ondataavailable = ({ data }) => void pieces.push(data);
      made.onstop = () => {
        letGo(source);
        setStream(null);
        setState('off');
        if (!wanted.current) return;
        void finished(pieces, format).then((done) => done && onDone(done.file, done.voice));
      };
      recorder.current = made;
      made.start();
      setStream(source);
      setState('running');
    } catch (error) {
      setState(whyRefused(error));
    }
  }, [format, onDone]);

  const end = useCallback((keep: boolean) => {
    wanted.current = keep;
    if (recorder.current?.state === 'recording') recorder.current.stop();
  }, []);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      end(false);
    };
  }, [end]);

  return { available: format !== undefined, state, stream, start: () => void start(), end };
};
export type Recorder = ReturnType<typeof useRecorder>;
