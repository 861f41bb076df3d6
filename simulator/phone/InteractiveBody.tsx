import { CardStrip } from './CardStrip';
import { Choice, Choices, LinkChoice } from './Choice';
import { listOf, objectOf, textOf } from './content';
import { FormAnswer } from './FormAnswer';
import { Formatted } from './Formatted';
import { ListSheet, OrderSheet } from './ListSheet';
import { Media } from './MediaBody';
import { useScene } from './scene';
import { LocationForm } from './SendForms';
import { useSay } from './settings';
import type { Bubble, Content } from './types';
import type { Word } from './words';

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

/** Everything of an interactive message but its buttons; a card has the same shape. */
export const InteractiveParts = ({ content }: { content: Content }) => {
  const body = textOf(objectOf(content['body'])['text']);
  const footer = textOf(objectOf(content['footer'])['text']);
  return (
    <>
      {content['header'] ? <Header header={objectOf(content['header'])} /> : null}
      {body ? <Formatted text={body} /> : null}
      {footer ? (
        <p className="footer" dir="auto">
          {footer}
        </p>
      ) : null}
    </>
  );
};

const replyTitle = (button: Content): string =>
  textOf(objectOf(button['reply'] ?? button['quick_reply'])['title']);

/** Reply buttons and the link of a message or a card. */
const useReplies = (bubble: Bubble) => {
  const { perform } = useScene();
  return (action: Content, from: number) => {
    const parameters = objectOf(action['parameters']);
    if (textOf(parameters['display_text']))
      return [
        <LinkChoice
          key="link"
          url={textOf(parameters['url'])}
          label={textOf(parameters['display_text'])}
          testId={`link-${from}`}
        />,
      ];
    return listOf(action['buttons']).map((button, index) => (
      <Choice
        key={index}
        icon="reply"
        label={replyTitle(button)}
        testId={`button-${from + index}`}
        onPress={() => void perform('press', { wamid: bubble.wamid, button: from + index })}
      />
    ));
  };
};

const PRODUCT_WORDS: Readonly<Record<string, Word>> = {
  product: 'products',
  product_list: 'products',
  carousel: 'products',
  catalog_message: 'catalog',
};

/** Messages whose one button opens something of the phone. */
const Opener = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const scene = useScene();
  const kind = textOf(bubble.content['type']);
  const action = objectOf(bubble.content['action']);
  if (kind === 'list') {
    const label = textOf(action['button']);
    const open = (): void => scene.show({ title: label, body: <ListSheet bubble={bubble} /> });
    return <Choice icon="list" label={label} testId="list-open" onPress={open} />;
  }
  if (kind === 'location_request_message') {
    const label = say('sendLocation');
    const open = (): void =>
      scene.show({ title: label, body: <LocationForm quoted={bubble.wamid} /> });
    return <Choice icon="pin" label={label} testId="location-open" onPress={open} />;
  }
  if (kind === 'flow' || kind === 'address_message') {
    const label = textOf(objectOf(action['parameters'])['flow_cta']) || say('form');
    const open = (): void => scene.show({ title: label, body: <FormAnswer bubble={bubble} /> });
    return <Choice icon="form" label={label} testId="form-open" onPress={open} />;
  }
  // Nobody is called and nothing is paid here: the button is drawn, and leads nowhere.
  if (kind === 'voice_call' || kind === 'order_details' || kind === 'order_status') {
    const shown = textOf(objectOf(action['parameters'])['display_text']);
    const label = kind === 'voice_call' ? shown || say('callNow') : say('reviewOrder');
    const icon = kind === 'voice_call' ? 'phone' : 'cart';
    return (
      <Choice
        icon={icon}
        label={label}
        testId={`${kind}-shown`}
        disabled
        onPress={() => undefined}
      />
    );
  }
  const word = PRODUCT_WORDS[kind];
  if (word) {
    const open = (): void => scene.show({ title: say(word), body: <OrderSheet bubble={bubble} /> });
    return <Choice icon="cart" label={say(word)} testId="order-open" onPress={open} />;
  }
  return (
    <Choice
      icon="person"
      label={say('shareNumber')}
      testId="share-number"
      onPress={() => void scene.perform('share-number', { wamid: bubble.wamid })}
    />
  );
};

/** May the business call? The answer goes back; nobody is called here. */
const CallChoices = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const { perform } = useScene();
  const answer = (response: 'accept' | 'reject') => (): void =>
    void perform('raw', {
      type: 'interactive',
      node: {
        type: 'call_permission_reply',
        call_permission_reply: { response, is_permanent: false, response_source: 'user_action' },
      },
      quoted: bubble.wamid,
      phoneNumberId: bubble.phoneNumberId,
    });
  return (
    <Choices>
      <Choice
        icon="phone"
        label={say('allowCalls')}
        testId="calls-allow"
        onPress={answer('accept')}
      />
      <Choice
        icon="close"
        label={say('refuseCalls')}
        testId="calls-refuse"
        onPress={answer('reject')}
      />
    </Choices>
  );
};

const hasProducts = (bubble: Bubble): boolean =>
  listOf(objectOf(bubble.content['action'])['cards']).some((card) => card['type'] === 'product');

const WITH_REPLIES = ['button', 'cta_url'];

export const InteractiveChoices = ({ bubble }: { bubble: Bubble }) => {
  const replies = useReplies(bubble);
  const kind = textOf(bubble.content['type']);
  if (kind === 'carousel' && !hasProducts(bubble)) return null;
  if (kind === 'call_permission_request') return <CallChoices bubble={bubble} />;
  if (WITH_REPLIES.includes(kind))
    return <Choices>{replies(objectOf(bubble.content['action']), 0)}</Choices>;
  return (
    <Choices>
      <Opener bubble={bubble} />
    </Choices>
  );
};

export const InteractiveCards = ({ bubble }: { bubble: Bubble }) => {
  const replies = useReplies(bubble);
  const cards = listOf(objectOf(bubble.content['action'])['cards']);
  let from = 0;
  const slides = cards.map((card, index) => {
    const first = from;
    const action = objectOf(card['action']);
    const product = textOf(action['product_retailer_id']);
    from += listOf(action['buttons']).length;
    return (
      <li className="slide" key={index}>
        <div className="slide-parts">
          <InteractiveParts content={card} />
          {product ? <p dir="auto">{product}</p> : null}
        </div>
        <Choices>{replies(action, first)}</Choices>
      </li>
    );
  });
  return slides.length > 0 ? <CardStrip>{slides}</CardStrip> : null;
};
