import { Avatar } from './Avatar';
import { listOf, objectOf, safeUrl, textOf } from './content';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Content } from './types';

const lineOf = (card: Content, key: string, field: string): string =>
  listOf(card[key])
    .map((entry) => textOf(entry[field]))
    .filter(Boolean)
    .join(', ');

const Details = ({ card }: { card: Content }) => {
  const company = objectOf(card['org']);
  const address = listOf(card['addresses'])
    .map((entry) =>
      ['street', 'zip', 'city', 'country'].flatMap((key) => textOf(entry[key]) || []).join(' ')
    )
    .filter(Boolean);
  return (
    <div className="card-details">
      <p className="sub" dir="auto">
        {[textOf(company['title']), textOf(company['department']), textOf(company['company'])]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {listOf(card['phones']).map((phone, index) => (
        <a key={index} href={`tel:${textOf(phone['phone'])}`}>
          {textOf(phone['phone'])} <span className="sub">{textOf(phone['type'])}</span>
        </a>
      ))}
      {listOf(card['emails']).map((mail, index) => (
        <a key={index} href={`mailto:${textOf(mail['email'])}`}>
          {textOf(mail['email'])}
        </a>
      ))}
      {listOf(card['urls']).map((url, index) => (
        <a key={index} href={safeUrl(textOf(url['url']))} target="_blank" rel="noreferrer noopener">
          {textOf(url['url'])}
        </a>
      ))}
      {address.map((line) => (
        <p key={line} dir="auto">
          {line}
        </p>
      ))}
      {textOf(card['birthday']) ? <p>{textOf(card['birthday'])}</p> : null}
    </div>
  );
};

export const ContactCards = ({ content }: { content: Content }) => {
  const say = useSay();
  const scene = useScene();
  return (
    <>
      {listOf(content['contacts']).map((card, index) => {
        const name = textOf(objectOf(card['name'])['formatted_name']) || say('contact');
        return (
          <button
            type="button"
            className="card"
            key={index}
            data-testid="contact-card"
            onClick={() => scene.show({ title: name, body: <Details card={card} /> })}
          >
            <Avatar name={name} seed={name} />
            <span className="card-words">
              <strong dir="auto">{name}</strong>
              <span className="sub">
                {lineOf(card, 'phones', 'phone') || lineOf(card, 'emails', 'email')}
              </span>
            </span>
          </button>
        );
      })}
    </>
  );
};
