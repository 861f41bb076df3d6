import { useRef, useState } from 'react';
import { hashOf, mediaSource } from './content';
import { seconds } from './dates';
import { Icon } from './icons';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Bubble } from './types';

const BARS = 32;

/** Heights of the drawn wave: taken from the id, since the bytes are not decoded before they are played. */
const wave = (wamid: string): number[] =>
  Array.from({ length: BARS }, (_, index) => 22 + (hashOf(`${wamid}${index}`) % 78));

export const AudioPlayer = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const { perform } = useScene();
  const audio = useRef<HTMLAudioElement>(null);
  const reported = useRef(false);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const voice = bubble.content['voice'] === true;
  const heard = bubble.status === 'played';

  const started = (): void => {
    setPlaying(true);
    if (bubble.direction === 'in' || !voice || heard || reported.current) return;
    reported.current = true;
    void perform('play', { wamid: bubble.wamid });
  };
  const toggle = (): void => {
    const player = audio.current;
    if (!player) return;
    if (playing) player.pause();
    else player.play().catch(() => setPlaying(false)); // bytes that are no sound stay silent
  };
  const share = length > 0 ? at / length : 0;
  return (
    <div className={voice ? 'player is-voice' : 'player'}>
      <audio
        ref={audio}
        src={mediaSource(bubble.content)}
        preload="metadata"
        onPlay={started}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onDurationChange={(event) => {
          const { duration } = event.currentTarget;
          setLength(Number.isFinite(duration) ? duration : 0);
        }}
      />
      <button
        type="button"
        className="icon player-toggle"
        aria-label={say(playing ? 'pause' : 'play')}
        data-testid="audio-toggle"
        onClick={toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <div className="wave">
        {wave(bubble.wamid).map((height, index) => (
          <i
            key={index}
            className={index / BARS < share ? 'is-played' : ''}
            style={{ height: `${height}%` }}
          />
        ))}
        <input
          type="range"
          min={0}
          max={Math.max(length, 0.1)}
          step={0.1}
          value={Math.min(at, Math.max(length, 0.1))}
          aria-label={say('position')}
          aria-valuetext={seconds(at)}
          onChange={(event) => {
            if (audio.current) audio.current.currentTime = Number(event.target.value);
          }}
        />
      </div>
      <span className="player-time">{seconds(at > 0 ? at : length)}</span>
      <span className={heard ? 'player-mark is-heard' : 'player-mark'}>
        <Icon name={voice ? 'mic' : 'play'} />
      </span>
    </div>
  );
};
