import { useCallback, useEffect, useRef, useState } from 'react';

/** Recordings that WhatsApp takes: OGG with OPUS is a voice note, AAC in MP4 arrives as sound. */
const FORMATS = [
  { mime: 'audio/ogg;codecs=opus', ending: 'ogg', voice: true },
  { mime: 'audio/mp4;codecs=mp4a.40.2', ending: 'm4a', voice: false },
] as const;

const usable = () =>
  typeof MediaRecorder === 'undefined' || !('mediaDevices' in navigator)
    ? undefined
    : FORMATS.find(({ mime }) => MediaRecorder.isTypeSupported(mime));

export type Recording = 'off' | 'running' | 'refused';

/** Records from the microphone; `available` is false where the browser gives no format that WhatsApp takes. */
export const useRecorder = (onDone: (file: File, voice: boolean) => void) => {
  const [state, setState] = useState<Recording>('off');
  const recorder = useRef<MediaRecorder | null>(null);
  const wanted = useRef(true);
  const format = usable();

  const start = useCallback(async () => {
    if (!format) return;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      const made = new MediaRecorder(stream, { mimeType: format.mime });
      const pieces: Blob[] = [];
      wanted.current = true;
      made.ondataavailable = ({ data }) => void pieces.push(data);
      made.onstop = () => {
        stream.getTracks().forEach((track) => track.stop());
        setState('off');
        const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
        const file = new File(pieces, `voice-${stamp}.${format.ending}`, { type: format.mime });
        if (wanted.current && file.size > 0) onDone(file, format.voice);
      };
      recorder.current = made;
      made.start();
      setState('running');
    } catch {
      setState('refused'); // no microphone, or not allowed
    }
  }, [format, onDone]);

  const end = useCallback((keep: boolean) => {
    wanted.current = keep;
    if (recorder.current?.state === 'recording') recorder.current.stop();
  }, []);
  useEffect(() => () => end(false), [end]);

  return { available: format !== undefined, state, start: () => void start(), end };
};
