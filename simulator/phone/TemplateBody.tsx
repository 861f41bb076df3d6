import { useState } from 'react';
import { act } from './api';
import { Media, Place } from './MediaBody';
import { listOf, objectOf, textOf } from './content';
import { Formatted } from './Formatted';
import { useSay } from './settings';
import type { Bubble, Content, Person } from './types';

type Props = { bubble: Bubble; person: Person; onDone: () => void };

const Header = ({ header }: { header: Content }) => {
  const format = textOf(header['format']);
  if (format === 'TEXT')
    return (
      <p className="header" dir="auto">
        {textOf(header['text'])}
      </p>
    );
  const media = objectOf(header['media']);
  if (format === 'LOCATION') return <Place node={media} />;
  return <Media kind={format === 'GIF' ? 'video' : format.toLowerCase()} node={media} />;
};

const safeUrl = (url: string): string => (/^https?:\/\//i.test(url) ? url : '#');

const TemplateButton = ({
  button,
  index,
  props,
}: {
  button: Content;
  index: number;
  props: Props;
}) => {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const type = textOf(button['type']);
  const label = textOf(button['text']);
  if (type === 'URL' || type === 'OTP')
    return (
      <a
        className="choice"
        href={safeUrl(textOf(button['url']))}
        target="_blank"
        rel="noreferrer noopener"
        data-testid={`button-${index}`}
      >
        ↗ {label}
      </a>
    );
  if (type === 'PHONE_NUMBER')
    return (
      <a className="choice" href={`tel:${textOf(button['phone'])}`}>
        ☏ {label}
      </a>
    );
  if (type === 'COPY_CODE')
    return (
      <button
        type="button"
        className="choice"
        onClick={() =>
          void navigator.clipboard.writeText(textOf(button['code'])).then(() => setCopied(true))
        }
      >
        ⧉ {copied ? say('copied') : `${say('copyCode')} ${textOf(button['code'])}`}
      </button>
    );
  const press = (): void =>
    void act(props.person.id, 'press', { wamid: props.bubble.wamid, button: index }).then(
      props.onDone,
      props.onDone
    );
  return (
    <button
      type="button"
      className="choice"
      disabled={type !== 'QUICK_REPLY'}
      data-testid={`button-${index}`}
      onClick={press}
    >
      {type === 'QUICK_REPLY' ? '↩ ' : ''}
      {label}
    </button>
  );
};

const Parts = ({ content, first, props }: { content: Content; first: number; props: Props }) => (
  <>
    {content['header'] ? <Header header={objectOf(content['header'])} /> : null}
    {textOf(content['body']) ? <Formatted text={textOf(content['body'])} /> : null}
    {textOf(content['footer']) ? (
      <p className="footer" dir="auto">
        {textOf(content['footer'])}
      </p>
    ) : null}
    <div className="choices">
      {listOf(content['buttons']).map((button, index) => (
        <TemplateButton key={index} button={button} index={first + index} props={props} />
      ))}
    </div>
  </>
);

/** A template as the person sees it: header, body, footer, buttons, cards. */
export const TemplateBody = (props: Props) => {
  const { content } = props.bubble;
  const cards = listOf(content['cards']);
  let first = listOf(content['buttons']).length;
  return (
    <>
      <Parts content={content} first={0} props={props} />
      {cards.length > 0 ? (
        <div className="cards">
          {cards.map((card, index) => {
            const from = first;
            first += listOf(card['buttons']).length;
            return (
              <div className="slide" key={index}>
                <Parts content={card} first={from} props={props} />
              </div>
            );
          })}
        </div>
      ) : null}
    </>
  );
};
