import { useEffect, useRef, useState } from 'react';
import { readWebm, writeOgg } from '../../formats/opus';

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** A voice message as the app sends it: Opus in Ogg; what cannot be turned into that stays as recorded. */
const voiceOf = async (recorded: Blob): Promise<Blob> => {
  if (!recorded.type.startsWith('audio/webm')) return recorded;
  const sound = readWebm(new Uint8Array(await recorded.arrayBuffer()));
  if (!sound) return recorded;
  return new Blob(writeOgg(sound) as BlobPart[], { type: 'audio/ogg; codecs=opus' });
};

export type Recorder = {
  /** Seconds so far; null while nothing is recorded. */
  seconds: number | null;
  refused: boolean;
  start: () => void;
  discard: () => void;
  finish: () => Promise<Blob | null>;
};

type Running = { recorder: MediaRecorder; stream: MediaStream; parts: Blob[] };

const begin = async (): Promise<Running | null> => {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const mimeType = TYPES.find(
    (type) => typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(type)
  );
  if (!devices || !mimeType) return null;
  try {
    const stream = await devices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.start();
    return { recorder, stream, parts };
  } catch {
    return null; // no microphone, or the person said no
  }
};

const release = (run: Running): void => {
  for (const track of run.stream.getTracks()) track.stop();
};

const stop = (run: Running): Promise<Blob> =>
  new Promise((resolve) => {
    run.recorder.onstop = () => {
      release(run);
      resolve(new Blob(run.parts, { type: run.recorder.mimeType }));
    };
    run.recorder.stop();
  });

/** Records with the microphone while the composer asks for it. */
export const useRecorder = (): Recorder => {
  const running = useRef<Running | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [refused, setRefused] = useState(false);
  const on = seconds !== null;

  useEffect(() => {
    if (!on) return;
    const timer = window.setInterval(() => setSeconds((value) => (value ?? 0) + 1), 1000);
    return () => window.clearInterval(timer);
  }, [on]);
  useEffect(
    () => () => {
      if (running.current) release(running.current);
    },
    []
  );

  const end = (): Running | null => {
    const run = running.current;
    running.current = null;
    setSeconds(null);
    return run;
  };
  return {
    seconds,
    refused,
    start: () =>
      void begin().then((run) => {
        running.current = run;
        setRefused(run === null);
        if (run) setSeconds(0);
      }),
    discard: () => {
      const run = end();
      if (run) void stop(run);
    },
    finish: async () => {
      const run = end();
      return run ? voiceOf(await stop(run)) : null;
    },
  };
};
