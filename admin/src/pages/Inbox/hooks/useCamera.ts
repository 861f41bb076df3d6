import { useEffect, useRef, useState } from 'react';
import { letGo, nameMade, whyRefused, type DeviceRefusal } from '../model/device';

/** Whether there is a camera; browsers tell that before they are asked for leave. */
export const useHasCamera = (): boolean => {
  const [has, setHas] = useState(false);
  useEffect(() => {
    // Absent on a page without https.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (typeof devices?.enumerateDevices !== 'function') return undefined;
    let over = false;
    const look = () =>
      void devices
        .enumerateDevices()
        .then((all) => !over && setHas(all.some(({ kind }) => kind === 'videoinput')))
        .catch(() => undefined);
    look();
    devices.addEventListener('devicechange', look);
    return () => {
      over = true;
      devices.removeEventListener('devicechange', look);
    };
  }, []);
  return has;
};

/** What the camera sees now, as a file; null while it sees nothing. */
const shotOf = async (video: HTMLVideoElement): Promise<File | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', 0.9)
  );
  return blob && new File([blob], nameMade('photo', 'jpg', new Date()), { type: 'image/jpeg' });
};

interface Shot {
  readonly file: File;
  readonly url: string;
}

/** The camera while the component is there: asks for it, shows it in `video`, takes pictures, lets go of it. */
export const useCamera = () => {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'asking' | 'live' | DeviceRefusal>('asking');
  const [attempt, setAttempt] = useState(0);
  const [shot, setShot] = useState<Shot | null>(null);
  useEffect(() => {
    let over = false;
    let stream: MediaStream | null = null;
    const take = (source: MediaStream) => {
      if (over) return letGo(source);
      stream = source;
      if (video.current) video.current.srcObject = source;
    };
    setState('asking');
    navigator.mediaDevices
      .getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
      })
      .then(take, (error: unknown) => (over ? undefined : setState(whyRefused(error))));
    return () => {
      over = true;
      letGo(stream);
    };
  }, [attempt]);
  useEffect(
    () => () => {
      if (shot) URL.revokeObjectURL(shot.url);
    },
    [shot]
  );
  const shoot = async () => {
    const file = video.current && (await shotOf(video.current));
    if (file) setShot({ file, url: URL.createObjectURL(file) });
  };
  return {
    video,
    state,
    shot,
    shoot: () => void shoot(),
    /** Its first picture is there; before that there is nothing to take. */
    seen: () => setState((now) => (now === 'asking' ? 'live' : now)),
    retake: () => setShot(null),
    askAgain: () => setAttempt((n) => n + 1),
  };
};
