import { AudioPlayer } from './AudioPlayer';
import { ContactCards } from './ContactCards';
import { listOf, MEDIA_WORDS, previewOf, safeUrl, textOf } from './content';
import { Formatted } from './Formatted';
import { Icon } from './icons';
import { InteractiveCards, InteractiveChoices, InteractiveParts } from './InteractiveBody';
import { Media, NoMedia } from './MediaBody';
import { Place } from './Place';
import { useSay } from './settings';
import { TemplateCards, TemplateChoices, TemplateParts } from './TemplateBody';
import type { Bubble, Content } from './types';

/** The ad under which the person began to write. */
export const AdCard = ({ ad }: { ad: Content }) => {
  const say = useSay();
  const picture = safeUrl(textOf(ad['thumbnail_url']) || textOf(ad['image_url']));
  return (
    <a
      className="ad"
      href={safeUrl(textOf(ad['source_url'])) ?? '#'}
      target="_blank"
      rel="noreferrer noopener"
    >
      <span
        className="ad-picture"
        style={
          picture ? { backgroundImage: `url(${JSON.stringify(picture)}), var(--ad-ground)` } : {}
        }
      >
        <Icon name="megaphone" />
      </span>
      <span className="ad-words">
        <strong dir="auto">{textOf(ad['headline']) || say('fromAnAd')}</strong>
        {textOf(ad['body']) ? <span dir="auto">{textOf(ad['body'])}</span> : null}
        <span className="sub">{say('fromAnAd')}</span>
      </span>
    </a>
  );
};

const LinkPreview = ({ content }: { content: Content }) => {
  const address = /https?:\/\/[^\s<>"]+/i.exec(textOf(content['body']))?.[0] ?? '';
  if (content['preview_url'] !== true || !URL.canParse(address)) return null;
  return (
    <a className="link-preview" href={address} target="_blank" rel="noreferrer noopener">
      <Icon name="link" />
      <span className="sub">{new URL(address).hostname}</span>
    </a>
  );
};

const Order = ({ content }: { content: Content }) => {
  const say = useSay();
  const items = listOf(content['product_items']);
  return (
    <div className="order">
      <p className="header">
        <Icon name="cart" /> {say('order')}
      </p>
      <ul>
        {items.map((item, index) => (
          <li key={index} dir="auto">
            {textOf(item['product_retailer_id'])} · {textOf(item['quantity'])} {say('pieces')} ·{' '}
            {textOf(item['item_price'])} {textOf(item['currency'])}
          </li>
        ))}
      </ul>
    </div>
  );
};

/** What was answered in a sheet that the simulator only stands in for. */
const SheetAnswer = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const { nfm_reply: form } = bubble.content;
  return (
    <p className="header">
      <Icon name={form ? 'form' : 'phone'} /> {previewOf(bubble, say)}
    </p>
  );
};

const Text = ({ bubble }: { bubble: Bubble }) => {
  const say = useSay();
  const { content, type } = bubble;
  const text = textOf(content['body']);
  if (!text)
    return (
      <p className="sub">
        {say('unknownType')} {type}
      </p>
    );
  return (
    <>
      <LinkPreview content={content} />
      <Formatted text={text} />
      {textOf(content['description']) ? (
        <p className="sub" dir="auto">
          {textOf(content['description'])}
        </p>
      ) : null}
    </>
  );
};

export const BubbleBody = ({ bubble }: { bubble: Bubble }) => {
  const { content, type } = bubble;
  if (type === 'template') return <TemplateParts content={content} />;
  if (content['nfm_reply'] ?? content['call_permission_reply'])
    return <SheetAnswer bubble={bubble} />;
  if (type === 'interactive' && bubble.direction === 'out')
    return <InteractiveParts content={content} />;
  if (type === 'location') return <Place node={content} />;
  if (type === 'contacts') return <ContactCards content={content} />;
  if (type === 'order') return <Order content={content} />;
  if (type === 'audio') return <AudioPlayer bubble={bubble} />;
  if (MEDIA_WORDS[type]) return <Media kind={type} node={content} />;
  if (type === 'unsupported') return <NoMedia icon="block" />;
  return <Text bubble={bubble} />;
};

/** What can be tapped under a message. */
export const BubbleChoices = ({ bubble }: { bubble: Bubble }) => {
  if (bubble.type === 'template') return <TemplateChoices bubble={bubble} />;
  if (bubble.type === 'interactive' && bubble.direction === 'out')
    return <InteractiveChoices bubble={bubble} />;
  return null;
};

/** Cards that follow a message. */
export const BubbleCards = ({ bubble }: { bubble: Bubble }) => {
  if (bubble.type === 'template') return <TemplateCards bubble={bubble} />;
  if (bubble.type === 'interactive' && bubble.direction === 'out')
    return <InteractiveCards bubble={bubble} />;
  return null;
};
