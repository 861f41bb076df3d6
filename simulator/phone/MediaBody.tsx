import { useEffect, useState, type SyntheticEvent } from 'react';
import { mediaSource, textOf } from './content';
import { seconds } from './dates';
import { Formatted } from './Formatted';
import { Icon, type IconName } from './icons';
import { useScene } from './scene';
import { useLanguage, useSay } from './settings';
import type { Content } from './types';

/** What is drawn when the bytes are gone or are no picture. */
export const NoMedia = ({ icon }: { icon: IconName }) => {
  const say = useSay();
  return (
    <span className="no-media">
      <Icon name={icon} />
      {say('notShown')}
    </span>
  );
};

const useFailing = (source: string): [boolean, () => void] => {
  const [failed, setFailed] = useState('');
  return [source === '' || failed === source, () => setFailed(source)];
};

const Large = ({ kind, source, label }: { kind: string; source: string; label: string }) => {
  const say = useSay();
  return (
    <div className="lightbox">
      {kind === 'video' ? (
        <video src={source} controls autoPlay aria-label={label} />
      ) : (
        <img src={source} alt={label} />
      )}
      <a className="lightbox-save" href={source} download={label}>
        {say('download')}
      </a>
    </div>
  );
};

type Shown = { source: string; label: string };

const Picture = ({ source, label }: Shown) => {
  const say = useSay();
  const scene = useScene();
  const [failed, fail] = useFailing(source);
  if (failed) return <NoMedia icon="photo" />;
  const open = (): void =>
    scene.show({
      title: label,
      full: true,
      body: <Large kind="image" source={source} label={label} />,
    });
  return (
    <button
      type="button"
      className="thumb"
      aria-label={`${say('openMedia')}: ${label}`}
      data-testid="media-open"
      onClick={open}
    >
      <img src={source} alt="" onError={fail} />
    </button>
  );
};

/** A small piece into the film: the first picture is often black, and some browsers draw none without it. */
const POSTER_AT = 0.1;
/** Beyond the end of any film. */
const FAR = 1e7;

const Film = ({ source, label }: Shown) => {
  const say = useSay();
  const scene = useScene();
  const [failed, fail] = useFailing(source);
  const [length, setLength] = useState(0);
  if (failed) return <NoMedia icon="video" />;
  const open = (): void =>
    scene.show({
      title: label,
      full: true,
      body: <Large kind="video" source={source} label={label} />,
    });
  const measure = ({ currentTarget: film }: SyntheticEvent<HTMLVideoElement>): void => {
    // A film that a browser recorded tells its length only at its end.
    if (film.duration === Infinity) film.currentTime = FAR;
    else {
      setLength(film.duration || 0);
      film.currentTime = POSTER_AT;
    }
  };
  return (
    <button
      type="button"
      className="thumb is-film"
      aria-label={`${say('play')}: ${label}${length > 0 ? `, ${seconds(length)}` : ''}`}
      data-testid="media-open"
      onClick={open}
    >
      <video
        src={source}
        preload="metadata"
        muted
        playsInline
        tabIndex={-1}
        onDurationChange={measure}
        onError={fail}
      />
      <span className="play-mark">
        <Icon name="play" />
      </span>
      <span className="film-length" data-testid="film-length">
        <Icon name="video" />
        {length > 0 ? seconds(length) : ''}
      </span>
    </button>
  );
};

const Sticker = ({ source }: { source: string }) => {
  const say = useSay();
  const [failed, fail] = useFailing(source);
  if (failed) return <NoMedia icon="sticker" />;
  return <img className="sticker" src={source} alt={say('sticker')} onError={fail} />;
};

const sizeWords = (bytes: number, language: string): string => {
  const kilo = bytes / 1024;
  const [value, unit] = kilo < 1024 ? [kilo, 'KB'] : [kilo / 1024, 'MB'];
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
};

/** Bytes of media kept here; of a link elsewhere nothing is asked. */
const useSize = (source: string): number => {
  const [size, setSize] = useState(0);
  useEffect(() => {
    if (!source.startsWith('/_sim/')) return;
    fetch(source, { method: 'HEAD' }).then(
      (answer) => setSize(answer.ok ? Number(answer.headers.get('content-length') ?? 0) : 0),
      () => undefined // the size is only a help
    );
  }, [source]);
  return size;
};

const Paper = ({ source, name }: { source: string; name: string }) => {
  const language = useLanguage();
  const size = useSize(source);
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? '';
  const facts = [...(ending ? [ending] : []), ...(size > 0 ? [sizeWords(size, language)] : [])];
  return (
    <a className="document" href={source} download={name}>
      <span className="paper" aria-hidden data-kind={ending.toLowerCase()}>
        {ending.slice(0, 4) || '•'}
      </span>
      <span className="document-words">
        <span className="document-name" dir="auto">
          {name}
        </span>
        {facts.length > 0 ? <span className="sub">{facts.join(' · ')}</span> : null}
      </span>
    </a>
  );
};

export const Media = ({ kind, node }: { kind: string; node: Content }) => {
  const say = useSay();
  const source = mediaSource(node);
  const caption = textOf(node['caption']);
  return (
    <>
      {kind === 'image' ? <Picture source={source} label={caption || say('photo')} /> : null}
      {kind === 'sticker' ? <Sticker source={source} /> : null}
      {kind === 'video' ? <Film source={source} label={caption || say('video')} /> : null}
      {kind === 'document' ? (
        <Paper source={source} name={textOf(node['filename']) || say('document')} />
      ) : null}
      {caption ? <Formatted text={caption} /> : null}
    </>
  );
};
