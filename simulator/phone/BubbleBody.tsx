import { act } from './api';
import { listOf, mediaSource, objectOf, textOf } from './content';
import { Formatted } from './Formatted';
import { InteractiveBody } from './InteractiveBody';
import { useSay } from './settings';
import { TemplateBody } from './TemplateBody';
import type { Bubble, Content, Person } from './types';
import type { Say, Word } from './words';

export const MEDIA_WORDS: Readonly<Record<string, Word>> = {
  image: 'photo',
  video: 'video',
  document: 'document',
  audio: 'audio',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contact',
};

/** One line for quotes. */
export const previewOf = (bubble: Bubble, say: Say): string => {
  const { body, caption } = bubble.content;
  const text = textOf(body) || textOf(objectOf(body)['text']) || textOf(caption);
  const word = MEDIA_WORDS[bubble.type];
  return (text || (word ? say(word) : bubble.type)).slice(0, 120);
};

export const Media = ({ kind, node }: { kind: string; node: Content }) => {
  const say = useSay();
  const source = mediaSource(node);
  const caption = textOf(node['caption']);
  const name = textOf(node['filename']) || say('document');
  return (
    <>
      {kind === 'image' || kind === 'sticker' ? (
        <img className={kind} src={source} alt={caption || say('photo')} />
      ) : null}
      {kind === 'video' ? (
        <video src={source} controls preload="metadata" aria-label={caption || say('video')} />
      ) : null}
      {kind === 'document' ? (
        <a className="document" href={source} download={name}>
          <span aria-hidden>▤</span> {name}
        </a>
      ) : null}
      {caption ? <Formatted text={caption} /> : null}
    </>
  );
};

export const Place = ({ node }: { node: Content }) => {
  const say = useSay();
  return (
    <div className="place">
      <span className="map" aria-hidden>
        ◎
      </span>
      <strong dir="auto">{textOf(node['name']) || say('location')}</strong>
      <span dir="auto">{textOf(node['address'])}</span>
      <span className="mono">
        {textOf(node['latitude'])}, {textOf(node['longitude'])}
      </span>
    </div>
  );
};

const Cards = ({ content }: { content: Content }) => (
  <>
    {listOf(content['contacts']).map((card, index) => (
      <div className="card" key={index}>
        <span aria-hidden>☻</span>
        <span>
          <strong dir="auto">{textOf(objectOf(card['name'])['formatted_name'])}</strong>
          {listOf(card['phones']).map((phone) => (
            <span key={textOf(phone['phone'])}>{textOf(phone['phone'])}</span>
          ))}
        </span>
      </div>
    ))}
  </>
);

const Audio = ({ bubble, person }: { bubble: Bubble; person: Person }) => (
  <audio
    controls
    src={mediaSource(bubble.content)}
    onPlay={() => {
      if (bubble.direction === 'out') void act(person.id, 'play', { wamid: bubble.wamid });
    }}
  />
);

export const BubbleBody = ({
  bubble,
  person,
  onDone,
}: {
  bubble: Bubble;
  person: Person;
  onDone: () => void;
}) => {
  const { content, type } = bubble;
  if (type === 'template') return <TemplateBody bubble={bubble} person={person} onDone={onDone} />;
  if (type === 'interactive' && bubble.direction === 'out')
    return <InteractiveBody bubble={bubble} person={person} onDone={onDone} />;
  if (type === 'location') return <Place node={content} />;
  if (type === 'contacts') return <Cards content={content} />;
  if (type === 'audio') return <Audio bubble={bubble} person={person} />;
  if (MEDIA_WORDS[type]) return <Media kind={type} node={content} />;
  const text = textOf(content['body']);
  return (
    <>
      <Formatted text={text || type} />
      {textOf(content['description']) ? (
        <p className="sub">{textOf(content['description'])}</p>
      ) : null}
    </>
  );
};
