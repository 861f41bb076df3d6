import { act } from './api';
import { listOf, mediaSource, objectOf, textOf } from './content';
import { Formatted } from './Formatted';
import { Media, MEDIA_WORDS, Place } from './MediaBody';
import { InteractiveBody } from './InteractiveBody';
import { TemplateBody } from './TemplateBody';
import type { Bubble, Content, Person } from './types';

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
