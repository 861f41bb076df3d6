import { countClick } from './api';
import { CardStrip } from './CardStrip';
import { Choice, Choices, CopyChoice, LinkChoice } from './Choice';
import { listOf, objectOf, textOf } from './content';
import { FormAnswer } from './FormAnswer';
import { Formatted } from './Formatted';
import { Icon } from './icons';
import { Media } from './MediaBody';
import { Place } from './Place';
import { useScene } from './scene';
import { useLanguage, useSay } from './settings';
import type { Bubble, Content } from './types';

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

const MINUTE = 60_000;

/** How long an offer lasts, in the largest unit that fits. */
const OfferTime = ({ endsAt }: { endsAt: number }) => {
  const say = useSay();
  const language = useLanguage();
  const { now } = useScene();
  const left = endsAt - now;
  if (left <= 0) return <>{say('offerEnded')}</>;
  const [value, unit] =
    left < 60 * MINUTE
      ? [left / MINUTE, 'minute' as const]
      : left < 48 * 60 * MINUTE
        ? [left / (60 * MINUTE), 'hour' as const]
        : [left / (24 * 60 * MINUTE), 'day' as const];
  const words = new Intl.RelativeTimeFormat(language).format(Math.ceil(value), unit);
  return (
    <>
      {say('offerEnds')} {words}
    </>
  );
};

const Offer = ({ content }: { content: Content }) => {
  const say = useSay();
  const offer = objectOf(content['offer']);
  const endsAt = Number(offer['expiresAt'] ?? 0);
  const code = listOf(content['buttons']).find((button) => button['type'] === 'COPY_CODE');
  return (
    <div className="offer" data-testid="offer">
      <span className="offer-mark">
        <Icon name="gift" />
      </span>
      <span className="offer-words">
        <strong dir="auto">{textOf(offer['text'])}</strong>
        {endsAt > 0 ? (
          <span className="sub">
            <OfferTime endsAt={endsAt} />
          </span>
        ) : null}
        {code ? (
          <span className="sub">
            {say('offerCode')} <b>{textOf(code['code'])}</b>
          </span>
        ) : null}
      </span>
    </div>
  );
};

/** Everything of a template but its buttons. */
export const TemplateParts = ({ content }: { content: Content }) => (
  <>
    {content['header'] ? <Header header={objectOf(content['header'])} /> : null}
    {content['offer'] ? <Offer content={content} /> : null}
    {textOf(content['body']) ? <Formatted text={textOf(content['body'])} /> : null}
    {textOf(content['footer']) ? (
      <p className="footer" dir="auto">
        {textOf(content['footer'])}
      </p>
    ) : null}
  </>
);

type ButtonProps = { button: Content; index: number; bubble: Bubble };

const ActionButton = ({ button, index, bubble }: ButtonProps) => {
  const say = useSay();
  const scene = useScene();
  const type = textOf(button['type']);
  const label = textOf(button['text']);
  const press = (action: string, body: object): void =>
    void scene.perform(action, body).then((done) => {
      if (done) scene.close();
    });
  const testId = `button-${index}`;
  if (type === 'QUICK_REPLY')
    return (
      <Choice
        icon="reply"
        label={label}
        testId={testId}
        onPress={() => press('press', { wamid: bubble.wamid, button: index })}
      />
    );
  if (type === 'REQUEST_CONTACT_INFO')
    return (
      <Choice
        icon="person"
        label={label || say('shareNumber')}
        testId={testId}
        onPress={() => press('share-number', { wamid: bubble.wamid })}
      />
    );
  if (type === 'FLOW')
    return (
      <Choice
        icon="form"
        label={label}
        testId={testId}
        onPress={() => scene.show({ title: label, body: <FormAnswer bubble={bubble} /> })}
      />
    );
  return <Choice icon="list" label={label} testId={testId} disabled onPress={() => undefined} />;
};

const TemplateButton = (props: ButtonProps) => {
  const say = useSay();
  const { button, index, bubble } = props;
  const type = textOf(button['type']);
  const label = textOf(button['text']);
  if (type === 'URL')
    return (
      <LinkChoice
        url={textOf(button['url'])}
        label={label}
        testId={`button-${index}`}
        // The link opens all the same where the count is refused.
        onOpen={() => void countClick(bubble.wamid, label).catch(() => undefined)}
      />
    );
  if (type === 'PHONE_NUMBER' || type === 'VOICE_CALL')
    return (
      <a className="choice" href={`tel:${textOf(button['phone'])}`}>
        <Icon name="phone" />
        <span dir="auto">{label}</span>
      </a>
    );
  if (type === 'COPY_CODE' || type === 'OTP')
    return <CopyChoice code={textOf(button['code'])} label={label || say('copyCode')} />;
  return <ActionButton {...props} />;
};

const buttonsOf = (buttons: unknown, from: number, bubble: Bubble) =>
  listOf(buttons).map((button, index) => (
    <TemplateButton key={index} button={button} index={from + index} bubble={bubble} />
  ));

export const TemplateChoices = ({ bubble }: { bubble: Bubble }) => (
  <Choices>{buttonsOf(bubble.content['buttons'], 0, bubble)}</Choices>
);

/** Cards under the message; their buttons are counted after those of the message. */
export const TemplateCards = ({ bubble }: { bubble: Bubble }) => {
  const cards = listOf(bubble.content['cards']);
  let from = listOf(bubble.content['buttons']).length;
  const slides = cards.map((card, index) => {
    const first = from;
    from += listOf(card['buttons']).length;
    return (
      <li className="slide" key={index}>
        <div className="slide-parts">
          <TemplateParts content={card} />
        </div>
        <Choices>{buttonsOf(card['buttons'], first, bubble)}</Choices>
      </li>
    );
  });
  return slides.length > 0 ? <CardStrip>{slides}</CardStrip> : null;
};
