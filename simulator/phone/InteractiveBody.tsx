import { useState } from 'react';
import { act } from './api';
import { Media } from './MediaBody';
import { listOf, objectOf, textOf } from './content';
import { Formatted } from './Formatted';
import { useSay } from './settings';
import type { Bubble, Content, Person } from './types';

type Props = { bubble: Bubble; person: Person; onDone: () => void };

const Header = ({ header }: { header: Content }) => {
  const type = textOf(header['type']);
  return type === 'text' ? (
    <p className="header" dir="auto">
      {textOf(header['text'])}
    </p>
  ) : (
    <Media kind={type} node={objectOf(header[type])} />
  );
};

const List = ({ action, props }: { action: Content; props: Props }) => {
  const [open, setOpen] = useState(false);
  const choose = (rowId: string): void => {
    setOpen(false);
    act(props.person.id, 'choose', { wamid: props.bubble.wamid, rowId }).then(
      props.onDone,
      props.onDone
    );
  };
  return (
    <>
      <button
        type="button"
        className="choice"
        aria-expanded={open}
        data-testid="list-open"
        onClick={() => setOpen(!open)}
      >
        ☰ {textOf(action['button'])}
      </button>
      {open
        ? listOf(action['sections']).map((section, index) => (
            <div className="section" key={index} role="group" aria-label={textOf(section['title'])}>
              {textOf(section['title']) ? (
                <p className="section-title">{textOf(section['title'])}</p>
              ) : null}
              {listOf(section['rows']).map((row) => (
                <button
                  key={textOf(row['id'])}
                  type="button"
                  className="list-row"
                  data-testid={`row-${textOf(row['id'])}`}
                  onClick={() => choose(textOf(row['id']))}
                >
                  <span dir="auto">{textOf(row['title'])}</span>
                  <span className="sub" dir="auto">
                    {textOf(row['description'])}
                  </span>
                </button>
              ))}
            </div>
          ))
        : null}
    </>
  );
};

const Action = (props: Props) => {
  const say = useSay();
  const action = objectOf(props.bubble.content['action']);
  const parameters = objectOf(action['parameters']);
  const kind = textOf(props.bubble.content['type']);
  const press = (button: number): void =>
    void act(props.person.id, 'press', { wamid: props.bubble.wamid, button }).then(
      props.onDone,
      props.onDone
    );
  if (kind === 'list') return <List action={action} props={props} />;
  if (kind === 'cta_url') {
    const url = textOf(parameters['url']);
    return (
      <a
        className="choice"
        href={/^https?:\/\//i.test(url) ? url : '#'}
        target="_blank"
        rel="noreferrer noopener"
      >
        ↗ {textOf(parameters['display_text'])}
      </a>
    );
  }
  if (kind === 'location_request_message')
    return (
      <button
        type="button"
        className="choice"
        onClick={() =>
          void act(props.person.id, 'location', {
            latitude: 41.0082,
            longitude: 28.9784,
            quoted: props.bubble.wamid,
            phoneNumberId: props.bubble.phoneNumberId,
          }).then(props.onDone, props.onDone)
        }
      >
        ◎ {say('sendLocation')}
      </button>
    );
  return (
    <>
      {listOf(action['buttons']).map((button, index) => (
        <button
          key={index}
          type="button"
          className="choice"
          data-testid={`button-${index}`}
          onClick={() => press(index)}
        >
          ↩ {textOf(objectOf(button['reply'])['title'])}
        </button>
      ))}
    </>
  );
};

/** Reply buttons, lists, links and the other interactive messages. */
export const InteractiveBody = (props: Props) => {
  const { content } = props.bubble;
  return (
    <>
      {content['header'] ? <Header header={objectOf(content['header'])} /> : null}
      <Formatted text={textOf(objectOf(content['body'])['text'])} />
      {content['footer'] ? (
        <p className="footer" dir="auto">
          {textOf(objectOf(content['footer'])['text'])}
        </p>
      ) : null}
      <div className="choices">
        <Action {...props} />
      </div>
    </>
  );
};
